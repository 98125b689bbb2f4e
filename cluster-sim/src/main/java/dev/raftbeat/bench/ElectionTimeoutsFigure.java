package dev.raftbeat.bench;

import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of {@link ElectionTimeouts}, as a table and as a picture of cumulative distributions. */
public final class ElectionTimeoutsFigure {
    private static final int LEFT = 60;
    private static final int RIGHT = 740;
    private static final int PANEL = 250;
    private static final int GAP = 80;
    private static final int TOP = 50;

    private ElectionTimeoutsFigure() {}

    /** One line for each setting, with the paper's own numbers beside ours. */
    public static List<String> table(List<Measured> all) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-11s %7s %8s %8s %8s %8s  %s", "timeouts", "trials", "median", "mean", "worst", "> 10 s", "paper"));
        for (Measured one : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-11s %7d %8s %8s %8s %7.0f%%  %s",
                    one.line().name(),
                    one.sortedMillis().size(),
                    millis(one.median()),
                    one.shareCapped() > 0 ? "-" : millis(one.mean()),
                    millis(one.worst()),
                    100 * one.shareCapped(),
                    one.line().paper()));
        }
        return lines;
    }

    private static String millis(double value) {
        return value >= ElectionTimeouts.CAP_MILLIS ? "> 10 s" : String.format(Locale.ROOT, "%.0f ms", value);
    }

    /** A picture in SVG: the share of crashes after which each of the others had heard the next leader, by time. */
    public static String svg(List<Measured> randomness, List<Measured> scale, long seed) {
        Markup svg = Plot.begin(
                760,
                TOP + 2 * PANEL + 2 * GAP,
                "Time without a leader, by election timeouts (simulated, seed " + seed + ")");
        Plot.text(svg, LEFT, 24, "start", "Time without a leader after a crash, by election timeouts (simulated)");
        panel(svg, TOP, randomness, new double[] {100, 200, 500, 1000, 2000, 5000, 10_000});
        panel(svg, TOP + PANEL + GAP, scale, new double[] {10, 20, 50, 100, 200, 500, 1000});
        return Plot.end(svg);
    }

    /** The axis of time is logarithmic, as in the paper. */
    private static void panel(Markup svg, int top, List<Measured> all, double[] ticks) {
        Axis x = Axis.logarithmic(ticks[0], ticks[ticks.length - 1], LEFT, RIGHT);
        Plot plot = new Plot(svg, x, Axis.linear(0, 1, top + PANEL, top));
        for (double tick : ticks) {
            plot.tickX(tick, tick >= 1000 ? String.format(Locale.ROOT, "%.0f s", tick / 1000) : millis(tick));
        }
        for (int percent = 0; percent <= 100; percent += 20) {
            plot.tickY(percent / 100.0, percent + "%");
        }
        for (int i = 0; i < all.size(); i++) {
            plot.distribution(all.get(i).sortedMillis(), Plot.colour(i));
            int y = top + PANEL - 20 - 18 * (all.size() - 1 - i);
            Plot.legend(
                    svg,
                    RIGHT - 130,
                    y,
                    Plot.colour(i),
                    false,
                    all.get(i).line().name());
        }
        Plot.text(
                svg,
                (LEFT + RIGHT) / 2.0,
                top + PANEL + 38,
                "middle",
                "time until every other node has heard the next leader");
    }
}
