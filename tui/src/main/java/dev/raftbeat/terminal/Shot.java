package dev.raftbeat.terminal;

import dev.raftbeat.plot.Markup;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A picture of the screen to be kept or handed in.
 *
 * @param below the term, the time and the seed of the moment
 * @param light whether it is for a light background
 * @param contrast of text to its ground, from 1 to 21 (WCAG 2)
 */
public record Shot(Canvas picture, String below, boolean light, double contrast) {
    private static final int FONT = 15;
    private static final int COLUMN = 9;
    private static final int ROW = 18;
    private static final int MARGIN = 12;
    /** Level AA. */
    static final double CONTRAST = 4.5;

    /**
     * @param nowNanos the world's clock
     * @param seed of a world that has no time of its own
     */
    static Shot of(Model model, Canvas picture, long nowNanos, OptionalLong seed, boolean light) {
        long shown = model.time()
                .map(TimeView::nanos)
                .orElse(model.shownNanos(nowNanos) - model.picture().firstNanos());
        String origin = model.time()
                .map(TimeView::origin)
                .orElse(seed.isPresent() ? "seed " + seed.getAsLong() : "seed not known");
        String below = "term " + model.picture().term() + "   time " + ClockText.moment(shown) + "   " + origin;
        return new Shot(picture, below, light, model.present.on ? Theme.PRESENTED : CONTRAST);
    }

    /** As lines of text. */
    public String text() {
        return picture.text() + "\n" + below + "\n";
    }

    /** As SVG whose text is text: each run of one colour stands where its cells are, whatever the font. */
    public String svg() {
        int width = picture.width() * COLUMN + 2 * MARGIN;
        int height = (picture.height() + 2) * ROW + 2 * MARGIN;
        Markup svg = new Markup()
                .line(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " xml:space=\"preserve\" font-size=\"%d\""
                                + " font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">",
                        width, height, width, height, FONT)
                .line("<title>The screen of Raftbeat: %s</title>", below)
                // Older viewers know the attribute above, browsers this.
                .line("<style>text { white-space: pre }</style>")
                .line("<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>", width, height, colour(Theme.ground(light)));
        for (int y = 0; y < picture.height(); y++) {
            int x = 0;
            while (x < picture.width()) {
                int end = runEnd(x, y);
                run(svg, x, end, y);
                x = end;
            }
        }
        int y = MARGIN + (picture.height() + 1) * ROW + FONT;
        svg.line(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
                MARGIN, y, colour(Theme.readable(Style.TEXT, light, contrast)), below);
        return svg.line("</svg>").toString();
    }

    private int runEnd(int from, int y) {
        int end = from + 1;
        while (end < picture.width()
                && picture.style(end, y) == picture.style(from, y)
                && picture.inverse(end, y) == picture.inverse(from, y)) {
            end++;
        }
        return end;
    }

    private void run(Markup svg, int from, int end, int y) {
        StringBuilder cells = new StringBuilder();
        for (int x = from; x < end; x++) {
            cells.append(picture.glyph(x, y));
        }
        boolean inverse = picture.inverse(from, y);
        String ink = colour(Theme.readable(picture.style(from, y), light, contrast));
        if (inverse) {
            svg.line(
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                    MARGIN + from * COLUMN, MARGIN + y * ROW, (end - from) * COLUMN, ROW, ink);
        }
        String text = cells.toString().stripTrailing();
        int first = from + text.length() - text.stripLeading().length();
        if (text.isBlank()) {
            return;
        }
        svg.line(
                "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s>%s</text>",
                MARGIN + first * COLUMN,
                MARGIN + y * ROW + FONT - 1,
                text.strip().length() * COLUMN,
                inverse ? colour(Theme.ground(light)) : ink,
                new Markup.Raw(isBold(picture.style(from, y)) ? " font-weight=\"bold\"" : ""),
                text.strip());
    }

    private static boolean isBold(Style style) {
        return switch (style) {
            case TITLE, STRONG, LEADER, KEY, BAD, FOCUS -> true;
            default -> false;
        };
    }

    private static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** How large it is, in words. */
    public String size() {
        return picture.width() + "x" + picture.height();
    }
}
