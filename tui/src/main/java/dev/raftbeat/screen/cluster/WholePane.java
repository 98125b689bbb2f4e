package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import java.util.ArrayList;
import java.util.List;

/** The rows of the picture in which something was cut, whole. */
final class WholePane implements Pane {
    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        canvas.clear();
        Rules.heading(canvas, 0, "What was cut", "", true);
        List<String> lines = new ArrayList<>();
        for (String row : model.page.rows) {
            List<String> wrapped = FeedPane.wrap(row, canvas.width() - 4);
            for (int i = 0; i < wrapped.size(); i++) {
                lines.add((i == 0 ? "" : "  ") + wrapped.get(i));
            }
        }
        model.page.top = page(canvas, lines.size(), model.page.top, (y, line) -> canvas.put(1, y, lines.get(line), Style.TEXT));
    }

    /** Draws one line of a page. */
    interface Lines {
        void draw(int y, int line);
    }

    /**
     * Draws the lines that fit below the heading, from the wanted one on; where more follow, the last row says so.
     *
     * @return the first line that is shown
     */
    static int page(Canvas canvas, int count, int wantedTop, Lines lines) {
        int rows = canvas.height() - 1;
        int top = Math.max(0, Math.min(wantedTop, count - rows));
        boolean more = top + rows < count;
        for (int y = 0; y < (more ? rows - 1 : rows) && top + y < count; y++) {
            lines.draw(1 + y, top + y);
        }
        if (more && rows > 0) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
        return top;
    }
}
