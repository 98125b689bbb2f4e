package dev.raftbeat.bench;

import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import dev.raftbeat.text.Amounts;
import java.util.List;

/** The table of failovers as a picture: a stroke from the median to the worst for each policy, a bar at what is predicted. */
public final class FailoverPicture {
    private static final int WIDTH = 980;
    private static final int LEFT = 210;
    private static final int RIGHT = 740;
    private static final int TOP = 70;
    private static final int LINE = 13;
    private static final double LEAST_MILLIS = 1;
    private static final double NEVER_MILLIS = 40_000;
    private static final double[] TICKS = {1, 10, 100, 1_000, 10_000};

    private FailoverPicture() {}

    /** @param rows those of each table, one table below the other; not empty */
    public static String svg(List<List<FailoverCell>> rows) {
        int policies = FailoverPolicy.ALL.size();
        int height = LINE * (policies + 1);
        int bottom = TOP + rows.size() * height;
        String title = "Time without a leader, by fault and policy";
        Markup svg = Plot.begin(WIDTH, bottom + 60, title);
        Plot.title(svg, 20, 28, title);
        Plot.text(
                svg,
                20,
                50,
                "start",
                "points: median of the runs; strokes: to the worst; bars: what the model predicts");
        Axis x = Axis.logarithmic(LEAST_MILLIS, NEVER_MILLIS, LEFT, RIGHT);
        Plot plot = new Plot(svg, x, Axis.linear(0, 1, bottom, TOP));
        for (double tick : TICKS) {
            plot.tickX(tick, tick == LEAST_MILLIS ? "none" : Amounts.seconds(tick / 1000));
        }
        plot.tickX(NEVER_MILLIS, "never");
        for (int i = 0; i < rows.size(); i++) {
            int top = TOP + i * height;
            FailoverCell first = rows.get(i).get(0);
            Plot.text(svg, LEFT - 10, top + height / 2.0, "end", first.fault().name());
            Plot.text(
                    svg,
                    LEFT - 10,
                    top + height / 2.0 + LINE,
                    "end",
                    first.world().word() + ", " + first.nodes());
            for (int at = 0; at < policies; at++) {
                draw(svg, x, top + LINE * (at + 1), new Series(at), rows.get(i).get(at));
            }
        }
        for (int at = 0; at < policies; at++) {
            new Series(at)
                    .legend(
                            svg,
                            RIGHT + 20,
                            TOP + 20 + 24 * at,
                            FailoverPolicy.ALL.get(at).name());
        }
        Plot.text(svg, (LEFT + RIGHT) / 2.0, bottom + 42, "middle", "time without a leader");
        return Plot.end(svg);
    }

    private static void draw(Markup svg, Axis x, double y, Series series, FailoverCell cell) {
        if (!cell.sortedMillis().isEmpty()) {
            bar(svg, x.at(cell.modelMillis()), y, series);
            double median = x.at(cell.median());
            series.curve(svg, List.of(new double[] {median, y}, new double[] {x.at(cell.worst()), y}));
            series.point(svg, median, y, cell.policy().name() + ": " + cell.measured());
        }
    }

    private static void bar(Markup svg, double atX, double y, Series series) {
        svg.line(
                "<path d=\"M%.1f %.1f v%d\" style=\"stroke:%s;stroke-width:3\"/>",
                atX, y - LINE / 2.0 + 1, LINE - 2, series.colour());
    }
}
