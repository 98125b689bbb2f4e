package dev.raftbeat.screen.canvas;

import java.util.ArrayList;
import java.util.List;

/** A page of keys and what they do, whole at every width. */
public final class KeyList {
    private static final int TEXT_AT = 11;

    /** A key, and what it does. */
    public record Row(String key, String help) {}

    private KeyList() {}

    /**
     * Draws the lines from the wanted one on, or from an earlier one where that fills the page; the first row is left to a
     * heading, and the last one says so where there is more.
     *
     * @return the first line that is shown
     */
    public static int draw(Canvas canvas, List<Row> rows, int wantedTop) {
        List<Row> lines = new ArrayList<>();
        for (Row row : rows) {
            String key = row.key();
            for (String part : Canvas.wrap(row.help(), canvas.width() - TEXT_AT - 1)) {
                lines.add(new Row(key, part));
                key = "";
            }
        }
        int room = canvas.height() - 1;
        int top = Math.max(0, Math.min(wantedTop, lines.size() - room));
        boolean more = top + room < lines.size();
        for (int y = 0; y < (more ? room - 1 : room) && top + y < lines.size(); y++) {
            canvas.putRight(TEXT_AT - 2, 1 + y, lines.get(top + y).key(), Style.KEY);
            canvas.put(TEXT_AT, 1 + y, lines.get(top + y).help(), Style.TEXT);
        }
        if (more && room > 0) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
        return top;
    }
}
