package dev.raftbeat.lab.quality;

import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Detection time against mistakes as thresholds move, in SVG: one curve for each detector, both axes logarithmic, the
 * chosen threshold as a ring. Down and to the left is better. A threshold at which no mistake was seen is drawn on the
 * bottom line, which says no more than that the stream was too short to see one.
 */
public final class QualityPicture {
    private static final int TOP = 50;
    private static final int RIGHT = 640;
    private static final int NONE_SEEN = 462;
    private static final double LEAST_SECONDS = 1e-4;

    private final Markup svg;
    private final Axis x;
    private final Axis y;
    private final Plot plot;

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

    private QualityPicture(String title, List<Curve> curves) {
        svg = Plot.begin(860, 520, title);
        x = decades(curves, one -> true, QualityPicture::seconds, 80, RIGHT);
        y = decades(curves, one -> one.mistakes() > 0, Quality::mistakesPerHour, 440, TOP);
        plot = new Plot(svg, x, Axis.linear(0, 1, NONE_SEEN, TOP));
    }

    private static Axis decades(
            List<Curve> curves, Predicate<Quality> shown, ToDoubleFunction<Quality> value, int from, int to) {
        double[] values = curves.stream()
                .flatMap(curve -> curve.curve().stream())
                .filter(shown)
                .mapToDouble(value)
                .sorted()
                .toArray();
        return values.length == 0
                ? Axis.decades(1, 10, from, to)
                : Axis.decades(values[0], values[values.length - 1], from, to);
    }

    private static double seconds(Quality one) {
        return Math.max(LEAST_SECONDS, one.detectionMeanSeconds());
    }

    /** The picture, with a title that says of which stream. */
    public static String svg(String title, List<Curve> curves) {
        QualityPicture picture = new QualityPicture(title, curves);
        picture.axes(title);
        for (int i = 0; i < curves.size(); i++) {
            picture.curve(i, curves.get(i));
        }
        return Plot.end(picture.svg);
    }

    private void axes(String title) {
        Plot.text(svg, x.from(), 26, "start", title);
        for (double tick : x.powersOfTen()) {
            plot.tickX(tick, Amounts.seconds(tick));
        }
        for (double tick : y.powersOfTen()) {
            plot.levelLine(y.at(tick), plain(tick));
        }
        plot.levelLine(NONE_SEEN, "none seen");
        Plot.text(svg, (x.from() + x.to()) / 2, NONE_SEEN + 40, "middle", "mean detection time");
        svg.line(
                "<text transform=\"translate(18 %.0f) rotate(-90)\" text-anchor=\"middle\">mistakes an hour</text>",
                (y.from() + y.to()) / 2);
    }

    private static String plain(double tick) {
        return tick >= 1 ? String.format(Locale.ROOT, "%,.0f", tick) : String.valueOf((float) tick);
    }

    private void curve(int index, Curve curve) {
        boolean damped = curve.chosen().detector().beatsToTrust() > 1;
        String colour = Plot.colour(curve.chosen().detector().kind().ordinal());
        plot.curve(curve.curve().stream().map(this::place).toList(), colour, damped);
        for (Quality one : curve.curve()) {
            plot.dot(place(one)[0], place(one)[1], colour, one.detector().toString());
        }
        svg.line(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                place(curve.chosen())[0], place(curve.chosen())[1], colour);
        Plot.legend(
                svg,
                RIGHT + 14,
                TOP + 14 + 20 * index,
                colour,
                damped,
                curve.chosen().detector().toString());
    }

    private double[] place(Quality one) {
        return new double[] {x.at(seconds(one)), one.mistakes() == 0 ? NONE_SEEN : y.at(one.mistakesPerHour())};
    }
}
