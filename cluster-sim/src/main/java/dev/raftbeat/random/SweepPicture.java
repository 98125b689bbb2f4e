package dev.raftbeat.random;

import dev.raftbeat.plot.Bars;
import dev.raftbeat.plot.Bars.Bar;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a sweep tried, and whether anything broke, in SVG. */
public final class SweepPicture {
    private static final int WIDTH = 980;
    private static final int TOP = 96;

    private SweepPicture() {}

    /** The picture. */
    public static String svg(long from, Sweep.Result result) {
        SweepTally tally = result.tally();
        long lines = tally.words().values().stream().mapToLong(Long::longValue).sum();
        String title = String.format(
                Locale.ROOT,
                "%,d random runs, %,d faults and orders: %s",
                tally.played(),
                lines,
                result.find()
                        .map(find -> "seed " + find.drawnSeed() + " broke " + find.claim())
                        .orElse("nothing broke"));
        List<Bar> words = new ArrayList<>();
        tally.words().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(word -> words.add(
                        new Bar(word.getKey(), word.getValue(), String.format(Locale.ROOT, "%,d", word.getValue()))));
        List<Bar> sizes = new ArrayList<>();
        tally.sizes()
                .forEach((nodes, runs) -> sizes.add(new Bar(
                        nodes == 1 ? "1 node" : nodes + " nodes", runs, String.format(Locale.ROOT, "%,d", runs))));
        int rows = Math.max(words.size(), sizes.size());
        Markup svg = Plot.begin(WIDTH, TOP + rows * Bars.ROW + 30, title);
        Plot.title(svg, 20, 28, title);
        Plot.text(
                svg,
                20,
                50,
                "start",
                String.format(
                        Locale.ROOT,
                        "Seeds from %d on, %,.0f virtual seconds, %,d facts judged.%s",
                        from,
                        tally.virtualSeconds(),
                        tally.facts(),
                        result.find().map(find -> " " + find.sentence()).orElse("")));
        Plot.text(svg, 20, TOP - 10, "start", "how often each line was carried out");
        Bars.draw(svg, 20, TOP, 540, new Series(0), words);
        Plot.text(svg, 600, TOP - 10, "start", "runs, by the size of the cluster");
        Bars.draw(svg, 560, TOP, 400, new Series(2), sizes);
        return Plot.end(svg);
    }
}
