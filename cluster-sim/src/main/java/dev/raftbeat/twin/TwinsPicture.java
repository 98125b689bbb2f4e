package dev.raftbeat.twin;

import dev.raftbeat.history.History;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Twins against each other over time, in SVG: the highest term of each, and when each had a leader. */
public final class TwinsPicture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 540;
    private static final int LEFT = 130;
    private static final int RIGHT = 960;
    private static final int TOP = 92;
    private static final int BOTTOM = 350;
    private static final int STRIP = 26;
    private static final int TERMS_MAX = 10;

    private final Markup svg;
    private final Twins twins;
    private final Axis x;

    /** What one twin did. @param gaps from when to when nobody led, in seconds */
    private record Course(List<double[]> terms, List<double[]> gaps, long highest, double leaderless) {
        static Course of(List<StampedFact> facts, double endSeconds) {
            History history = new History();
            List<double[]> terms = new ArrayList<>(List.of(new double[] {0, 0}));
            List<double[]> gaps = new ArrayList<>();
            double since = 0;
            boolean led = false;
            for (StampedFact fact : facts) {
                if (!history.hear(fact)) {
                    continue;
                }
                double at = fact.tNanos() / 1e9;
                if (terms.get(terms.size() - 1)[1] != history.term()) {
                    terms.add(new double[] {at, history.term()});
                }
                boolean leads = history.leader() >= 0;
                if (leads && !led) {
                    gaps.add(new double[] {since, at});
                }
                since = !leads && led ? at : since;
                led = leads;
            }
            if (!led) {
                gaps.add(new double[] {since, endSeconds});
            }
            return new Course(
                    terms,
                    gaps,
                    history.term(),
                    gaps.stream().mapToDouble(gap -> gap[1] - gap[0]).sum());
        }
    }

    private TwinsPicture(Twins twins, String title) {
        this.twins = twins;
        svg = Plot.begin(WIDTH, HEIGHT, title);
        x = Axis.linear(0, Math.max(1e-3, seconds(twins.script().endNanos())), LEFT, RIGHT);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** The picture. */
    public static String svg(Twins twins) {
        double end = seconds(twins.script().endNanos());
        Course left = Course.of(twins.left().facts(), end);
        Course right = Course.of(twins.right().facts(), end);
        String title = String.format(
                Locale.ROOT,
                "With %s the terms rose to %d and nobody led for %s; with %s to %d, and %s",
                twins.left().setting(),
                left.highest,
                Amounts.seconds(left.leaderless),
                twins.right().setting(),
                right.highest,
                Amounts.seconds(right.leaderless));
        TwinsPicture picture = new TwinsPicture(twins, title);
        picture.draw(title, left, right);
        return Plot.end(picture.svg);
    }

    private void draw(String title, Course left, Course right) {
        Plot.title(svg, 20, 28, title);
        String parting = twins.parting()
                .map(at -> "They part at " + Amounts.moment(at.tNanos()) + ".")
                .orElse("They never part: the setting makes no difference in this run.");
        Plot.text(svg, 20, 50, "start", parting);
        long highest = Math.max(1, Math.max(left.highest, right.highest));
        Axis y = Axis.linear(0, highest, BOTTOM, TOP);
        Plot plot = new Plot(svg, x, y);
        y.roundTicks((int) Math.min(TERMS_MAX, highest))
                .forEach(term -> plot.tickY(term, String.format(Locale.ROOT, "%.0f", term)));
        Plot.text(svg, 20, TOP - 16, "start", "highest term");
        int bottom = BOTTOM + 40 + 2 * STRIP;
        Plot strips = new Plot(svg, x, Axis.linear(0, 1, bottom, BOTTOM + 30));
        x.roundTicks(8).forEach(at -> strips.tickX(at, Amounts.seconds(at)));
        List<List<double[]>> lines = List.of(steps(left, y), steps(right, y));
        List<Double> beside = List.of(-1.5, 1.5);
        for (int i = 0; i < 2; i++) {
            double moved = beside.get(i);
            new Series(i)
                    .curve(
                            svg,
                            lines.get(i).stream()
                                    .map(place -> new double[] {place[0], place[1] + moved})
                                    .toList());
        }
        strip("left", left, 0);
        strip("right", right, 1);
        twins.parting().ifPresent(at -> parts(seconds(at.tNanos()), bottom));
        legend(bottom + 60);
    }

    private List<double[]> steps(Course course, Axis y) {
        List<double[]> places = new ArrayList<>();
        for (double[] term : course.terms) {
            if (!places.isEmpty()) {
                places.add(new double[] {x.at(term[0]), places.get(places.size() - 1)[1]});
            }
            places.add(new double[] {x.at(term[0]), y.at(term[1])});
        }
        places.add(new double[] {x.to(), places.get(places.size() - 1)[1]});
        return places;
    }

    private void strip(String name, Course course, int row) {
        double y = BOTTOM + 34 + row * STRIP;
        Plot.text(svg, LEFT - 8, y + 14, "end", name + " is led");
        svg.line(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" style=\"fill:%s\"/>",
                x.from(), y, x.to() - x.from(), STRIP - 8, Plot.colour(row));
        for (double[] gap : course.gaps) {
            svg.line(
                    "<rect class=\"page\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" stroke=\"%s\"><title>%s</title></rect>",
                    x.at(gap[0]),
                    y,
                    Math.max(1, x.at(gap[1]) - x.at(gap[0])),
                    STRIP - 8,
                    Plot.colour(row),
                    "nobody led from " + Amounts.seconds(gap[0]) + " to " + Amounts.seconds(gap[1]));
        }
    }

    private void parts(double at, int bottom) {
        svg.line(
                "<path class=\"curve dashed\" d=\"M%.1f %d V%d\" style=\"stroke:%s;stroke-width:1\"/>",
                x.at(at), TOP - 8, bottom, Plot.colour(8));
        Plot.text(svg, x.at(at) + 4, TOP - 10, "start", "they part");
    }

    private void legend(int y) {
        Plot.text(svg, (LEFT + RIGHT) / 2.0, y - 20, "middle", "seconds since the start (virtual time)");
        new Series(0).legend(svg, LEFT, y + 12, "left: " + twins.left().setting());
        new Series(1).legend(svg, LEFT + 280, y + 12, "right: " + twins.right().setting());
        svg.line(
                "<rect class=\"page\" x=\"%d\" y=\"%d\" width=\"24\" height=\"14\" stroke=\"%s\"/>",
                LEFT + 560, y, Plot.colour(8));
        Plot.text(svg, LEFT + 592, y + 12, "start", "nobody leads");
    }
}
