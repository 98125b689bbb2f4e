package dev.raftbeat.lab;

import dev.raftbeat.text.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Detection time against mistakes as thresholds move, in SVG: one curve for each detector, both axes logarithmic, the
 * chosen threshold as a ring. Down and to the left is better. A threshold at which no mistake was seen is drawn on the
 * bottom line, which says no more than that the stream was too short to see one.
 */
public final class QualityPicture {
    private static final String[] COLOURS = {
        "#332288", "#cc6677", "#117733", "#ddaa33", "#33bbee", "#882255", "#999933", "#aa4499", "#555555"
    };
    private static final int WIDTH = 860;
    private static final int HEIGHT = 520;
    private static final int LEFT = 80;
    private static final int RIGHT = 640;
    private static final int TOP = 50;
    private static final int BOTTOM = 440;
    private static final int NONE = 462;
    private static final double LEAST_SECONDS = 1e-4;

    private final StringBuilder svg = new StringBuilder();
    private final double xLeast;
    private final double xMost;
    private final double yLeast;
    private final double yMost;

    /**
     * One detector with its threshold moved.
     *
     * @param chosen at the threshold that was asked for
     * @param curve at others, the eager ones first
     */
    public record Curve(Quality chosen, List<Quality> curve) {
        public Curve {
            curve = List.copyOf(curve);
        }
    }

    private QualityPicture(List<Curve> curves) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (Curve curve : curves) {
            for (Quality one : curve.curve()) {
                xs.add(x(one));
                if (one.mistakes() > 0) {
                    ys.add(one.mistakesPerHour());
                }
            }
        }
        xLeast = decade(xs.stream().mapToDouble(x -> x).min().orElse(1), false);
        xMost = Math.max(
                10 * xLeast, decade(xs.stream().mapToDouble(x -> x).max().orElse(1), true));
        yLeast = decade(ys.stream().mapToDouble(y -> y).min().orElse(1), false);
        yMost = Math.max(
                10 * yLeast, decade(ys.stream().mapToDouble(y -> y).max().orElse(1), true));
    }

    private static double x(Quality one) {
        return Math.max(LEAST_SECONDS, one.detectionMeanSeconds());
    }

    private static double decade(double value, boolean up) {
        double log = Math.log10(value);
        return Math.pow(10, up ? Math.ceil(log) : Math.floor(log));
    }

    /** The picture, with a title that says of which stream. */
    public static String svg(String title, List<Curve> curves) {
        QualityPicture picture = new QualityPicture(curves);
        picture.axes(title);
        for (int i = 0; i < curves.size(); i++) {
            picture.curve(i, curves.get(i));
        }
        picture.line("</svg>");
        return picture.svg.toString();
    }

    private void axes(String title) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT);
        line("<title>%s</title>", CleanText.markup(title));
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        text(LEFT, 26, "start", title);
        for (double tick = xLeast; tick <= xMost * 1.01; tick *= 10) {
            line("<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>", across(tick), TOP, NONE);
            text(
                    across(tick),
                    NONE + 18,
                    "middle",
                    QualityTable.seconds(tick).replace(".00", "").replace(".0", ""));
        }
        for (double tick = yLeast; tick <= yMost * 1.01; tick *= 10) {
            line("<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, down(tick), RIGHT);
            text(LEFT - 8, down(tick) + 4, "end", plain(tick));
        }
        line("<path d=\"M%d %d H%d\" stroke=\"#999\"/>", LEFT, NONE, RIGHT);
        text(LEFT - 8, NONE + 4, "end", "none seen");
        text((LEFT + RIGHT) / 2.0, NONE + 40, "middle", "mean detection time");
        line(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">mistakes an hour</text>",
                (TOP + BOTTOM) / 2);
    }

    private static String plain(double tick) {
        return tick >= 1 ? String.format(Locale.ROOT, "%,.0f", tick) : String.valueOf((float) tick);
    }

    private void curve(int index, Curve curve) {
        boolean damped = curve.chosen().detector().beatsToTrust() > 1;
        String colour = COLOURS[curve.chosen().detector().kind().ordinal() % COLOURS.length];
        StringBuilder path = new StringBuilder();
        for (Quality one : curve.curve()) {
            path.append(
                    String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", across(x(one)), height(one)));
        }
        String dashes = damped ? " stroke-dasharray=\"5 4\"" : "";
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>", path, colour, dashes);
        for (Quality one : curve.curve()) {
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"><title>%s</title></circle>",
                    across(x(one)),
                    height(one),
                    colour,
                    CleanText.markup(one.detector().toString()));
        }
        line(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                across(x(curve.chosen())), height(curve.chosen()), colour);
        int y = TOP + 14 + 20 * index;
        line("<path d=\"M%d %d h24\" stroke=\"%s\" stroke-width=\"2\"%s/>", RIGHT + 14, y - 4, colour, dashes);
        text(RIGHT + 44, y, "start", curve.chosen().detector().toString());
    }

    private double across(double seconds) {
        return LEFT + (RIGHT - LEFT) * Math.log(seconds / xLeast) / Math.log(xMost / xLeast);
    }

    private double down(double mistakes) {
        return BOTTOM - (BOTTOM - TOP) * Math.log(mistakes / yLeast) / Math.log(yMost / yLeast);
    }

    private double height(Quality one) {
        return one.mistakes() == 0 ? NONE : down(one.mistakesPerHour());
    }

    private void text(double x, double y, String anchor, String text) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, CleanText.markup(text));
    }

    private void line(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
