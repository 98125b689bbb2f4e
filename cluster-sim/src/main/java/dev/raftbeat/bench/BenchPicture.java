package dev.raftbeat.bench;

import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Bars;
import dev.raftbeat.plot.Bars.Bar;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;

/** What was measured, as pictures in SVG: how long failovers took, or how fast the simulator is. */
public final class BenchPicture {
    private static final int WIDTH = 980;
    private static final int LEFT = 70;
    private static final int RIGHT = 700;
    private static final int TOP = 84;
    private static final int BOTTOM = 400;

    private BenchPicture() {}

    /**
     * Failovers of one kind.
     *
     * @param name such as {@code 5 nodes, killed}
     * @param sortedMillis from the blow to a quorum that follows the next leader, in milliseconds, the shortest first
     */
    public record Failovers(String name, List<Double> sortedMillis) {
        public Failovers {
            sortedMillis = List.copyOf(sortedMillis);
        }

        double median() {
            return sortedMillis.get(sortedMillis.size() / 2);
        }
    }

    /**
     * What the simulator does in a second of real time.
     *
     * @param elections bars in elections, by the size of the cluster
     * @param virtual bars in virtual seconds of a cluster at rest
     */
    public record Speeds(List<Bar> elections, List<Bar> virtual) {
        public Speeds {
            elections = List.copyOf(elections);
            virtual = List.copyOf(virtual);
        }
    }

    private static String time(double millis) {
        return Amounts.time(Math.round(millis * 1e6));
    }

    /** Which share of the failovers took no longer than a time. @param all those without a failover are left out */
    public static String live(List<Failovers> all) {
        List<Failovers> measured =
                all.stream().filter(one -> !one.sortedMillis.isEmpty()).toList();
        String title = measured.isEmpty()
                ? "No failover was measured"
                : String.format(
                        Locale.ROOT,
                        "Half of the failovers were over within %s (%s)",
                        time(measured.get(0).median()),
                        measured.get(0).name());
        Markup svg = Plot.begin(WIDTH, 480, title);
        Plot.title(svg, 20, 28, title);
        Plot.text(
                svg, 20, TOP - 24, "start", "share of failovers, from the blow to a quorum that follows a new leader");
        double most = measured.stream()
                .mapToDouble(one -> one.sortedMillis.get(one.sortedMillis.size() - 1))
                .max()
                .orElse(1);
        Axis x = Axis.linear(0, most * 1.05, LEFT, RIGHT);
        Axis y = Axis.linear(0, 1, BOTTOM, TOP);
        Plot plot = new Plot(svg, x, y);
        for (int i = 0; i <= 4; i++) {
            plot.tickY(i / 4.0, 25 * i + "%");
        }
        x.roundTicks(6).forEach(tick -> plot.tickX(tick, time(tick)));
        for (int i = 0; i < measured.size(); i++) {
            Failovers one = measured.get(i);
            Series series = new Series(i);
            plot.distribution(one.sortedMillis, series);
            series.point(svg, x.at(one.median()), y.at(0.5), one.name + ": half within " + time(one.median()));
            series.legend(svg, RIGHT + 30, TOP + 20 + 24 * i, one.name + " (" + one.sortedMillis.size() + ")");
        }
        Plot.text(
                svg, (LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "milliseconds since the blow; points: half of them");
        return Plot.end(svg);
    }

    /** How fast the simulator is. */
    public static String sim(Speeds speeds, long seed) {
        String title = speeds.elections().isEmpty()
                ? "No speed was measured"
                : "The simulator holds " + speeds.elections().get(0).amount() + " a second with "
                        + speeds.elections().get(0).name();
        int second = TOP + speeds.elections().size() * Bars.ROW + 50;
        int height = second + speeds.virtual().size() * Bars.ROW + 30;
        Markup svg = Plot.begin(WIDTH, height, title);
        Plot.title(svg, 20, 28, title);
        Plot.text(svg, 20, 50, "start", "One core, pace lan, every fact produced, seed " + seed + ".");
        Plot.text(svg, 20, TOP - 6, "start", "elections in a second of real time");
        Bars.draw(svg, 20, TOP, WIDTH - 40, new Series(0), speeds.elections());
        Plot.text(svg, 20, second - 6, "start", "virtual seconds in a second of real time, 5 nodes at rest");
        Bars.draw(svg, 20, second, WIDTH - 40, new Series(2), speeds.virtual());
        return Plot.end(svg);
    }
}
