package dev.raftbeat.screen.canvas;

/** The lines between panes. */
public final class Rules {
    private Rules() {}

    /** A heading on a rule: {@code ─ Nodes ─────────────── right ─}. */
    public static void heading(Canvas canvas, int y, String title, String right, boolean focus) {
        Style line = focus ? Style.FOCUS : Style.BORDER;
        canvas.repeat(0, y, focus ? Glyphs.HEAVY : Glyphs.LINE, canvas.width(), line);
        int room = canvas.width() - 4;
        int end = canvas.putFit(1, y, " " + title + " ", room, focus ? Style.FOCUS : Style.STRONG);
        String fit = Glyphs.safe(right);
        if (!fit.isEmpty()) {
            int space = canvas.width() - end - 3;
            if (space > 8) {
                String cut = " " + Canvas.fit(fit, space - 2) + " ";
                int from = canvas.width() - 1 - cut.length();
                canvas.putPart(from, y, cut, " " + fit + " ", Style.DIM);
            }
        }
    }

    public static void wall(Canvas canvas, int x, int fromY, int toY) {
        for (int y = fromY; y < toY; y++) {
            canvas.put(x, y, Glyphs.WALL, Style.BORDER);
        }
    }
}
