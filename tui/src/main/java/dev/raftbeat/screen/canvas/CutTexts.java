package dev.raftbeat.screen.canvas;

import java.util.ArrayList;
import java.util.List;

/** What the last picture of a screen had to cut, and the page on which it can be read whole. */
public final class CutTexts {
    /** What is said where there is nothing to be read. */
    public static final String NONE = "nothing on this screen is cut";

    private Canvas picture = new Canvas(0, 0);
    private List<String> rows = List.of();

    /** This is the picture now. */
    public void drawn(Canvas now) {
        picture = now;
    }

    /** The last picture. */
    public Canvas picture() {
        return picture;
    }

    /** Keeps what is cut on the last picture; answers whether there is anything. */
    public boolean gather() {
        rows = DrawnText.cutRows(picture.texts());
        return !rows.isEmpty();
    }

    /** The rows in which something was cut when they were gathered, whole. */
    public List<String> rows() {
        return rows;
    }

    /**
     * Draws the page from the wanted line on, or from an earlier one where that fills it.
     *
     * @return the first line that is shown
     */
    public int draw(Canvas canvas, int wantedTop) {
        canvas.clear();
        Rules.heading(canvas, 0, "What was cut", "", true);
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            List<String> wrapped = Canvas.wrap(row, canvas.width() - 4);
            for (int i = 0; i < wrapped.size(); i++) {
                lines.add((i == 0 ? "" : "  ") + wrapped.get(i));
            }
        }
        int room = canvas.height() - 1;
        int top = Math.max(0, Math.min(wantedTop, lines.size() - room));
        boolean more = top + room < lines.size();
        for (int y = 0; y < (more ? room - 1 : room) && top + y < lines.size(); y++) {
            canvas.put(1, 1 + y, lines.get(top + y), Style.TEXT);
        }
        if (more && room > 0) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
        return top;
    }
}
