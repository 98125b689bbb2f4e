package dev.raftbeat.bench;

import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of {@link ElectionTimeouts}, as a table and as a picture of cumulative distributions. */
public final class ElectionTimeoutsFigure {
    private static final int LEFT = 60;
    private static final int RIGHT = 740;
    private static final int PANEL = 250;
    private static final int GAP = 80;
    private static final int TOP = 50;

    private ElectionTimeoutsFigure() {}

    private static final List<Column<Measured>> COLUMNS = List.of(
            Column.text("timeouts", "timeouts", one -> one.line().name()),
            Column.data("electionMinMs", one -> one.line().minMillis()),
            Column.data("electionMaxMs", one -> one.line().maxMillis()),
            Column.number("trials", "trials", one -> one.sortedMillis().size()),
            time("medianMs", "median", Measured::median),
            Column.number(
                    "meanMs",
                    "mean",
                    one -> one.shareCapped() > 0 ? null : one.mean(),
                    one -> one.shareCapped() > 0 ? "-" : millis(one.mean())),
            time("worstMs", "worst", Measured::worst),
            Column.number(
                    "shareOverTenSeconds",
                    "> 10 s",
                    Measured::shareCapped,
                    one -> String.format(Locale.ROOT, "%.0f%%", 100 * one.shareCapped())),
            Column.text("paper", "paper", one -> one.line().paper()));

    /** A time that was cut off has no number. */
    private static Column<Measured> time(String key, String heading, ToDoubleFunction<Measured> time) {
        return Column.number(
                key,
                heading,
                one -> time.applyAsDouble(one) >= ElectionTimeouts.CAP_MILLIS ? null : time.applyAsDouble(one),
                one -> millis(time.applyAsDouble(one)));
    }

    /** One row for each setting, with the paper's own numbers beside ours. */
    public static Table<Measured> table(List<Measured> all) {
        return new Table<>(COLUMNS, all);
    }

    private static String millis(double value) {
        return value >= ElectionTimeouts.CAP_MILLIS ? "> 10 s" : Amounts.seconds(value / 1000);
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
            plot.tickX(tick, Amounts.seconds(tick / 1000));
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
