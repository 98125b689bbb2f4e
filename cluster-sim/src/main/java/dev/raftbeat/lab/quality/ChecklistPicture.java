package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.Advice.Proposal;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;

/** How often each way of a checklist that keeps the wish is wrong, by how often it beats, in SVG. Lower is better. */
public final class ChecklistPicture {
    private static final int WIDTH = 980;
    private static final int HEIGHT = 560;
    private static final int LEFT = 80;
    private static final int RIGHT = 730;
    private static final int TOP = 90;
    private static final int BOTTOM = 470;

    private ChecklistPicture() {}

    /** The picture. @param all the ways that keep the wish */
    public static String svg(Requirements wishes, long seed, List<Proposal> all) {
        String title = title(wishes, all);
        Markup svg = Plot.begin(WIDTH, HEIGHT, title);
        Plot.title(svg, 20, 28, title);
        Plot.text(
                svg,
                20,
                50,
                "start",
                "Each point is a way that detects 99 of 100 crashes in time, on heartbeats drawn from the figures given"
                        + " (seed " + seed + ").");
        double longest =
                all.stream().mapToDouble(ChecklistPicture::interval).max().orElse(1);
        Axis x = Axis.linear(0, longest * 1.05, LEFT, RIGHT);
        double least =
                all.stream().mapToDouble(ChecklistPicture::mistakes).min().orElse(1);
        double most = all.stream().mapToDouble(ChecklistPicture::mistakes).max().orElse(10);
        Axis y = Axis.decades(least, most, BOTTOM, TOP);
        Plot plot = new Plot(svg, x, y);
        x.roundTicks(8).forEach(tick -> plot.tickX(tick, Amounts.seconds(tick)));
        y.powersOfTen().forEach(tick -> plot.tickY(tick, QualityTable.number(tick)));
        Plot.text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", "a heartbeat every so many seconds");
        Plot.text(svg, 20, TOP - 14, "start", "mistakes an hour for each process watched");
        points(svg, x, y, all);
        return Plot.end(svg);
    }

    private static String title(Requirements wishes, List<Proposal> all) {
        String wish = Detectors.time(wishes.detectNanos());
        if (all.isEmpty()) {
            return "No way was found to detect 99 of 100 crashes within " + wish;
        }
        Proposal best = Advice.best(all);
        return "To detect crashes within " + wish + ", " + best.quality().detector() + " with a heartbeat every "
                + Detectors.time(best.intervalNanos()) + " is wrong least";
    }

    private static double mistakes(Proposal one) {
        Quality quality = one.quality();
        return quality.mistakes() > 0 ? quality.mistakesPerHour() : Checklist.UNSEEN_95 * 3600 / quality.aliveSeconds();
    }

    private static void points(Markup svg, Axis x, Axis y, List<Proposal> all) {
        List<String> detectors =
                all.stream().map(ChecklistPicture::detector).distinct().toList();
        List<List<double[]>> lines = detectors.stream()
                .map(name -> all.stream()
                        .filter(one -> detector(one).equals(name))
                        .map(one -> new double[] {x.at(interval(one)), y.at(mistakes(one))})
                        .toList())
                .toList();
        List<Double> beside = Series.beside(lines);
        for (int i = 0; i < detectors.size(); i++) {
            Series series = new Series(i);
            String name = detectors.get(i);
            double moved = beside.get(i);
            series.curve(
                    svg,
                    lines.get(i).stream()
                            .map(place -> new double[] {place[0], place[1] + moved})
                            .toList());
            all.stream().filter(one -> detector(one).equals(name)).forEach(one -> {
                double atX = x.at(interval(one));
                double atY = y.at(mistakes(one)) + moved;
                series.point(svg, atX, atY, words(one));
                if (one.quality().mistakes() == 0) {
                    svg.line("<path d=\"M%.1f %.1fh14\" style=\"stroke:%s\"/>", atX - 7, atY - 9, series.colour());
                }
            });
            series.legend(svg, RIGHT + 30, TOP + 20 + i * 24, name);
        }
        if (!all.isEmpty()) {
            Proposal best = Advice.best(all);
            svg.line(
                    "<circle class=\"curve\" cx=\"%.1f\" cy=\"%.1f\" r=\"13\" style=\"stroke:%s\"/>",
                    x.at(interval(best)), y.at(mistakes(best)), Plot.colour(8));
            Plot.text(svg, RIGHT + 30, TOP + 40 + detectors.size() * 24, "start", "in a ring: the proposal");
            Plot.text(svg, RIGHT + 30, TOP + 60 + detectors.size() * 24, "start", "bar above: none was seen,");
            Plot.text(svg, RIGHT + 30, TOP + 78 + detectors.size() * 24, "start", "there are fewer than this");
        }
    }

    private static double interval(Proposal one) {
        return one.intervalNanos() / 1e9;
    }

    private static String detector(Proposal one) {
        return one.quality().detector().toString().replaceAll(" [0-9][^ ]*", "");
    }

    private static String words(Proposal one) {
        return String.format(
                Locale.ROOT,
                "every %s, %s: detected within %s, %s%s mistakes an hour",
                Amounts.time(one.intervalNanos()),
                one.quality().detector(),
                Amounts.seconds(one.quality().detectionP99Seconds()),
                one.quality().mistakes() == 0 ? "fewer than " : "",
                QualityTable.number(mistakes(one)));
    }
}
