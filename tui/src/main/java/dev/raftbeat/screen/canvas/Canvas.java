package dev.raftbeat.screen.canvas;

import java.util.Arrays;

/**
 * A grid of cells, each with one glyph and one style, or a window onto a part of such a grid. Whatever is drawn outside
 * is cut off, so that a pane need not know how small it may become.
 */
public final class Canvas {
    private final Grid grid;
    private final int left;
    private final int top;
    private final int width;
    private final int height;

    /** @throws IllegalArgumentException when a side is negative */
    public Canvas(int width, int height) {
        this(new Grid(width, height), 0, 0, width, height);
    }

    private Canvas(Grid grid, int left, int top, int width, int height) {
        this.grid = grid;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A window onto a part of this canvas, made smaller where it would reach beyond it. */
    public Canvas window(int x, int y, int wantedWidth, int wantedHeight) {
        int fromX = Math.max(0, Math.min(x, width));
        int fromY = Math.max(0, Math.min(y, height));
        int fitWidth = Math.max(0, Math.min(wantedWidth - (fromX - x), width - fromX));
        int fitHeight = Math.max(0, Math.min(wantedHeight - (fromY - y), height - fromY));
        return new Canvas(grid, left + fromX, top + fromY, fitWidth, fitHeight);
    }

    /** Draws text from this cell on and answers the column after it; text from outside is made safe first. */
    public int put(int x, int y, String text, Style style) {
        String fit = Glyphs.safe(text);
        for (int i = 0; i < fit.length(); i++) {
            put(x + i, y, fit.charAt(i), style);
        }
        return x + fit.length();
    }

    /** Draws one glyph; a question mark where it is not surely one cell wide. */
    public void put(int x, int y, char glyph, Style style) {
        if (inside(x, y)) {
            int at = grid.at(left + x, top + y);
            grid.glyphs[at] = Glyphs.cell(glyph);
            grid.styles[at] = style;
        }
    }

    /** Draws text that must end before this many columns; what does not fit ends in an ellipsis. */
    public int putFit(int x, int y, String text, int columns, Style style) {
        return put(x, y, fit(Glyphs.safe(text), columns), style);
    }

    /** Draws text so that it ends just before column {@code end}; it is cut off on the left by the window alone. */
    public void putRight(int end, int y, String text, Style style) {
        String fit = Glyphs.safe(text);
        put(end - fit.length(), y, fit, style);
    }

    public void repeat(int x, int y, char glyph, int count, Style style) {
        for (int i = 0; i < count; i++) {
            put(x + i, y, glyph, style);
        }
    }

    /** Shows these cells in inverse: where the cursor is. */
    public void invert(int x, int y, int count) {
        for (int i = Math.max(0, x); i < Math.min(width, x + count); i++) {
            if (y >= 0 && y < height) {
                grid.inverse[grid.at(left + i, top + y)] = true;
            }
        }
    }

    /** Empties the window. */
    public void clear() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                put(x, y, ' ', Style.TEXT);
                grid.inverse[grid.at(left + x, top + y)] = false;
            }
        }
    }

    /** The glyph of a cell; a blank outside. */
    public char glyph(int x, int y) {
        return inside(x, y) ? grid.glyphs[grid.at(left + x, top + y)] : ' ';
    }

    public Style style(int x, int y) {
        return inside(x, y) ? grid.styles[grid.at(left + x, top + y)] : Style.TEXT;
    }

    public boolean inverse(int x, int y) {
        return inside(x, y) && grid.inverse[grid.at(left + x, top + y)];
    }

    private boolean inside(int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height;
    }

    /** Replaces every glyph by its stand-in of ASCII. */
    public void toAscii() {
        for (int i = 0; i < grid.glyphs.length; i++) {
            grid.glyphs[i] = Glyphs.ascii(grid.glyphs[i]);
        }
    }

    /** The glyphs as lines of text, blanks at the end of a line left out: what tests compare. */
    public String text() {
        StringBuilder all = new StringBuilder();
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < width; x++) {
                line.append(glyph(x, y));
            }
            all.append(line.toString().stripTrailing()).append('\n');
        }
        return all.toString();
    }

    /** Text cut to this many columns, with an ellipsis where something is missing. */
    public static String fit(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        return columns <= 0 ? "" : text.substring(0, columns - 1) + Glyphs.ELLIPSIS;
    }

    private static final class Grid {
        private final int width;
        private final char[] glyphs;
        private final Style[] styles;
        private final boolean[] inverse;

        private Grid(int width, int height) {
            this.width = width;
            this.glyphs = new char[width * height];
            this.styles = new Style[width * height];
            this.inverse = new boolean[width * height];
            Arrays.fill(glyphs, ' ');
            Arrays.fill(styles, Style.TEXT);
        }

        private int at(int x, int y) {
            return y * width + x;
        }
    }
}
