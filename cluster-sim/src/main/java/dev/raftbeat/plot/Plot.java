package dev.raftbeat.plot;

import java.util.List;
import java.util.Locale;

/**
 * One pair of axes with its grid, curves and dots, written as SVG. Several may stand in one picture. All looks come from
 * classes, so that a picture is right on a light page and on a dark one.
 */
public final class Plot {
    /** Colours that stay apart for people who see few colours, in a fixed order. */
    private static final String[] COLOURS = {
        "#4477aa", "#cc6677", "#228833", "#aa8800", "#33bbee", "#aa3377", "#ee7733", "#009988", "#777777"
    };

    private static final String STYLE = "<style>text{fill:#222}.grid{stroke:#ddd}.page{fill:#fff}.dashed"
            + "{stroke-dasharray:5 4}.curve{fill:none;stroke-width:2}"
            + "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.page{fill:#111}}</style>\n";

    /** More steps could not be told apart. */
    private static final int STEPS_MAX = 500;

    private final Markup svg;
    private final Axis x;
    private final Axis y;

    /** @param y its least value is at the bottom */
    public Plot(Markup svg, Axis x, Axis y) {
        this.svg = svg;
        this.x = x;
        this.y = y;
    }

    /** Begins a picture that stands by itself; {@link #end} ends it. */
    public static Markup begin(int width, int height, String title) {
        return new Markup()
                .line(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"13\">",
                        width, height)
                .line("<title>%s</title>", title)
                .raw(STYLE)
                .line("<rect class=\"page\" width=\"%d\" height=\"%d\"/>", width, height);
    }

    /** The whole picture as text. */
    public static String end(Markup svg) {
        return svg.line("</svg>").toString();
    }

    /** The colour of the n-th curve, counted from 0. */
    public static String colour(int number) {
        return COLOURS[number % COLOURS.length];
    }

    /** Writes text at a place of the picture. @param anchor {@code start}, {@code middle} or {@code end} */
    public static void text(Markup svg, double atX, double atY, String anchor, String text) {
        svg.line("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", atX, atY, anchor, text);
    }

    /** Writes one entry of a legend: a stroke, and what it stands for. */
    public static void legend(Markup svg, double atX, double atY, String colour, boolean dashed, String text) {
        svg.line(
                "<path class=\"%s\" d=\"M%.1f %.1f h24\" style=\"stroke:%s\"/>",
                curveClass(dashed), atX, atY - 4, colour);
        text(svg, atX + 30, atY, "start", text);
    }

    private static String curveClass(boolean dashed) {
        return dashed ? "curve dashed" : "curve";
    }

    /** Draws an upright line of the grid, its label below. */
    public void tickX(double value, String label) {
        svg.line("<path class=\"grid\" d=\"M%.1f %.1f V%.1f\"/>", x.at(value), y.from(), y.to());
        text(svg, x.at(value), y.from() + 18, "middle", label);
    }

    /** Draws a level line of the grid, its label to the left. */
    public void tickY(double value, String label) {
        levelLine(y.at(value), label);
    }

    /** Draws a level line at a place of the picture that need not be on the axis. */
    public void levelLine(double place, String label) {
        svg.line("<path class=\"grid\" d=\"M%.1f %.1f H%.1f\"/>", x.from(), place, x.to());
        text(svg, x.from() - 6, place + 4, "end", label);
    }

    /** Draws a line through places of the picture. */
    public void curve(List<double[]> places, String colour, boolean dashed) {
        stroke(path(places), colour, dashed);
    }

    /** A line through places, as SVG writes it. */
    static String path(List<double[]> places) {
        StringBuilder path = new StringBuilder();
        for (double[] place : places) {
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", place[0], place[1]));
        }
        return path.toString();
    }

    /** A number of an axis without digits that say nothing: {@code 2.5}, {@code 40}. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceFirst("[.]?0+$", "");
    }

    /** Writes the sentence above a picture: what it answers. */
    public static void title(Markup svg, double atX, double atY, String text) {
        svg.line("<text x=\"%.1f\" y=\"%.1f\" font-size=\"16\" font-weight=\"bold\">%s</text>", atX, atY, text);
    }

    /** Draws, for each value on the axis of x, which share of the sorted values is not above it; the axis of y goes to 1. */
    public void distribution(List<Double> sorted, String colour) {
        stroke(distributionPath(sorted), colour, false);
    }

    /** The same, with the looks of a series. */
    public void distribution(List<Double> sorted, Series series) {
        series.stroke(svg, distributionPath(sorted));
    }

    private String distributionPath(List<Double> sorted) {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x.from(), y.at(0)));
        int step = Math.max(1, sorted.size() / STEPS_MAX);
        for (int i = 0; i < sorted.size() && sorted.get(i) < x.high(); i += step) {
            double share = (double) Math.min(sorted.size(), i + step) / sorted.size();
            path.append(String.format(Locale.ROOT, " H%.1f V%.1f", x.at(sorted.get(i)), y.at(share)));
        }
        return path.append(String.format(Locale.ROOT, " H%.1f", x.to())).toString();
    }

    private void stroke(String path, String colour, boolean dashed) {
        svg.line("<path class=\"%s\" d=\"%s\" style=\"stroke:%s\"/>", curveClass(dashed), path, colour);
    }

    /** Draws a dot that says its words when it is pointed at. */
    public void dot(double atX, double atY, String colour, String words) {
        svg.line(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" style=\"fill:%s\"><title>%s</title></circle>",
                atX, atY, colour, words);
    }
}
