package dev.raftbeat.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The looks of the n-th series of a picture: it differs from the others in colour, in dashes and in the shape of its
 * points, so that it is known without colours, too.
 *
 * @param number from 0; looks come again after nine
 */
public record Series(int number) {
    private static final String[] DASHES = {"", "9 4", "2 3", "12 3 3 3", "5 3", "14 5", "2 6", "7 2 2 2 2 2", "1 2"};

    /** Around 0 0, some ten wide. */
    private static final String[] SHAPES = {
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        "M-4 -4h8v8h-8z",
        "M0 -5l5 9h-10z",
        "M0 -5l5 5l-5 5l-5 -5z",
        "M0 5l5 -9h-10z",
        "M-5 -1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z",
        "M-5 -2h10v4h-10z",
        "M-2 -5h4v10h-4z",
        "M-5 0l5 -5v10z"
    };

    /** How far apart labels are at least. */
    private static final double LABEL = 15;

    /** Coinciding lines are drawn so far apart. */
    private static final double BESIDE = 3.5;

    /** Lines nearer than this in all their points hide each other. */
    private static final double NEAR = 2.5;

    /** A name at the place where its line ends. */
    public record Label(Series series, double atY, String text) {}

    public String colour() {
        return Plot.colour(number);
    }

    /** Draws a line through places of the picture. */
    public void curve(Markup svg, List<double[]> places) {
        stroke(svg, Plot.path(places));
    }

    void stroke(Markup svg, String path) {
        svg.line(
                "<path class=\"curve\" d=\"%s\" style=\"stroke:%s\" stroke-dasharray=\"%s\"/>",
                path, colour(), DASHES[number % DASHES.length]);
    }

    /** Draws a point that says its words when it is pointed at. */
    public void point(Markup svg, double atX, double atY, String words) {
        svg.line(
                "<path transform=\"translate(%.1f %.1f)\" d=\"%s\" style=\"fill:%s\"><title>%s</title></path>",
                atX, atY, SHAPES[number % SHAPES.length], colour(), words);
    }

    /** Writes its entry of a legend: line, point and name. */
    public void legend(Markup svg, double atX, double atY, String text) {
        curve(svg, List.of(new double[] {atX, atY - 4}, new double[] {atX + 34, atY - 4}));
        point(svg, atX + 17, atY - 4, text);
        Plot.text(svg, atX + 40, atY, "start", text);
    }

    /**
     * Writes names right of where lines end, moved apart where they would overlap, with a stroke to the line's end.
     *
     * @param lowest below which none stands, where there is room above
     */
    public static void labels(Markup svg, double atX, double lowest, List<Label> labels) {
        List<Label> sorted = labels.stream()
                .sorted(Comparator.comparingDouble(Label::atY).thenComparing(label -> label.series.number))
                .toList();
        double[] places = new double[sorted.size()];
        for (int i = 0; i < places.length; i++) {
            double least = i == 0 ? Double.NEGATIVE_INFINITY : places[i - 1] + LABEL;
            places[i] = Math.max(least, sorted.get(i).atY());
        }
        double most = lowest;
        for (int i = places.length - 1; i >= 0 && places[i] > most; i--) {
            places[i] = most;
            most -= LABEL;
        }
        for (int i = 0; i < places.length; i++) {
            Label label = sorted.get(i);
            svg.line(
                    "<path class=\"curve\" style=\"stroke:%s;stroke-width:1\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
                    label.series.colour(), atX + 3, label.atY(), atX + 14, places[i]);
            label.series.point(svg, atX + 20, places[i], label.text());
            Plot.text(svg, atX + 28, places[i] + 4, "start", label.text());
        }
    }

    /**
     * How far each line has to be moved down so that none hides another; 0 for those that coincide with none.
     *
     * @param lines the places that each goes through
     */
    public static List<Double> beside(List<List<double[]>> lines) {
        List<Double> moved = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int before = 0;
            int all = 0;
            for (int other = 0; other < lines.size(); other++) {
                if (coincide(lines.get(i), lines.get(other))) {
                    before += other < i ? 1 : 0;
                    all++;
                }
            }
            moved.add((before - (all - 1) / 2.0) * BESIDE);
        }
        return moved;
    }

    private static boolean coincide(List<double[]> one, List<double[]> other) {
        if (one.isEmpty() || one.size() != other.size()) {
            return one == other;
        }
        for (int i = 0; i < one.size(); i++) {
            double far = Math.max(Math.abs(one.get(i)[0] - other.get(i)[0]), Math.abs(one.get(i)[1] - other.get(i)[1]));
            if (far > NEAR) {
                return false;
            }
        }
        return true;
    }
}
