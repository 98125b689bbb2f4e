package dev.raftbeat.screen.canvas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A grid of cells, each with one glyph and one style, or a window onto a part of such a grid. Glyphs outside are not
 * drawn, so that a pane need not know how small it may become; text that reaches beyond the right edge ends in an
 * ellipsis. The grid remembers which texts were drawn, whole, and what a click on a cell means.
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

    /**
     * Draws text from this cell on and answers the column after it; text from outside is made safe first, and text that
     * does not fit ends in an ellipsis.
     */
    public int put(int x, int y, String text, Style style) {
        return putFit(x, y, text, width - x, style);
    }

    /**
     * Draws what is shown of a longer text, such as the last of the lines that there was room for.
     *
     * @param whole the longer text; the same as {@code shown} where nothing is missing
     */
    public int putPart(int x, int y, String shown, String whole, Style style) {
        String fit = fit(Glyphs.safe(shown), width - x);
        remember(x, y, fit, fit.equals(Glyphs.safe(whole)) ? fit : Glyphs.safe(whole));
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
        return putPart(x, y, fit(Glyphs.safe(text), Math.min(columns, width - x)), text, style);
    }

    /** Draws text so that it ends just before column {@code end}; what does not fit there ends in an ellipsis. */
    public void putRight(int end, int y, String text, Style style) {
        int from = Math.max(0, end - Glyphs.safe(text).length());
        putFit(from, y, text, end - from, style);
    }

    /** Draws text so that it ends just before column {@code end} and takes at most so many columns. */
    public void putRightFit(int end, int y, String text, int columns, Style style) {
        int room = Math.min(columns, end);
        putFit(end - Math.min(room, Glyphs.safe(text).length()), y, text, room, style);
    }

    /** A piece of a line, with a style of its own. */
    public record Piece(String text, Style style) {}

    /** Draws the pieces as one text of at most so many columns, and answers the column after it. */
    public int putPieces(int x, int y, List<Piece> pieces, int columns) {
        StringBuilder whole = new StringBuilder();
        pieces.forEach(piece -> whole.append(Glyphs.safe(piece.text())));
        int end = putFit(x, y, whole.toString(), columns, Style.TEXT);
        int at = x;
        for (Piece piece : pieces) {
            int until = Math.min(end, at + Glyphs.safe(piece.text()).length());
            for (; at < until; at++) {
                put(at, y, glyph(at, y), piece.style());
            }
        }
        return end;
    }

    private void remember(int x, int y, String shown, String whole) {
        if (!whole.isBlank()) {
            grid.texts.add(new DrawnText(left, left + x, top + y, shown, whole, y < 0 || y >= height));
        }
    }

    /** The texts that were drawn on the whole grid, in the order of their drawing. */
    public List<DrawnText> texts() {
        return List.copyOf(grid.texts);
    }

    /** Lays down what a click on these cells means; a later one covers an earlier one. */
    public void target(int x, int y, int columns, int rows, Target target) {
        Canvas area = window(x, y, columns, rows);
        if (area.width > 0 && area.height > 0) {
            grid.targets.add(new Area(area.left, area.top, area.width, area.height, target));
        }
    }

    /** What a click on this cell of the whole grid means. */
    public Optional<Target> targetAt(int x, int y) {
        for (int i = grid.targets.size() - 1; i >= 0; i--) {
            Area area = grid.targets.get(i);
            if (x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height) {
                return Optional.of(area.target);
            }
        }
        return Optional.empty();
    }

    /** What a click means; each screen has its own. */
    public interface Target {}

    private record Area(int x, int y, int width, int height, Target target) {}

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
        grid.texts.removeIf(text -> text.y() >= top
                && text.y() < top + height
                && text.window() >= left
                && text.window() < left + Math.max(1, width));
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

    /** Breaks at blanks. */
    public static List<String> wrap(String text, int width) {
        return wrap(text, width, Integer.MAX_VALUE);
    }

    /** Breaks at blanks; what does not fit into so many lines ends in an ellipsis. */
    public static List<String> wrap(String text, int width, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        int columns = Math.max(8, width);
        while (rest.length() > columns && lines.size() < most - 1) {
            int blank = rest.lastIndexOf(' ', columns);
            int end = blank > columns / 2 ? blank : columns;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(fit(rest, columns));
        return lines;
    }

    /** The first of these that is at most so long; the last where none is. */
    public static String firstFit(int columns, String... wordings) {
        for (String words : wordings) {
            if (words.length() <= columns) {
                return words;
            }
        }
        return wordings[wordings.length - 1];
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
        private final List<DrawnText> texts = new ArrayList<>();
        private final List<Area> targets = new ArrayList<>();

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
