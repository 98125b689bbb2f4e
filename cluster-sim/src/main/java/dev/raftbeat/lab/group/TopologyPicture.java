package dev.raftbeat.lab.group;

import dev.raftbeat.lab.group.TrialOutcome.Rest;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.plot.Series;
import dev.raftbeat.plot.Series.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Topologies against the size of the group, in SVG, both axes logarithmic: what the busiest member handles, what the group
 * sends in all, and how long until everybody knows. Dots are measured; the line through them is the formula, which goes
 * on where a size was not simulated.
 */
public final class TopologyPicture {
    private static final int HEIGHT = 520;
    private static final int WIDTH = 1300;
    private static final int LEFT = 55;
    private static final int PANEL = 425;
    private static final int PLOT = 250;
    private static final int TOP = 100;
    private static final int BOTTOM = 400;

    private final Markup svg;
    private final List<TopologyResult> all;
    private final List<TopologyKind> kinds;

    private TopologyPicture(String title, List<TopologyResult> all) {
        svg = Plot.begin(WIDTH, HEIGHT, title);
        this.all = all;
        kinds = all.stream().map(TopologyResult::kind).distinct().toList();
    }

    /** The picture. @param title what was simulated */
    public static String svg(String title, List<TopologyResult> all) {
        TopologyPicture picture = new TopologyPicture(title, all);
        picture.draw(title);
        return Plot.end(picture.svg);
    }

    private void draw(String title) {
        Plot.title(svg, LEFT, 26, title);
        Plot.text(
                svg,
                LEFT,
                48,
                "start",
                "Points are measured, lines are the formulas; lines that coincide are drawn side by side.");
        panel(
                0,
                "messages/s of the busiest member",
                one -> one.perSecond(Rest::busiest),
                TopologyResult::busiestFormula);
        panel(
                1,
                "messages/s of all members",
                one -> one.perSecond(Rest::sentPerMember) * one.members(),
                one -> one.messagesFormula() * one.members());
        panel(
                2,
                "seconds until everybody knows",
                one -> one.seconds(TrialOutcome::allKnow),
                TopologyResult::allKnowFormula);
        for (int i = 0; i < kinds.size(); i++) {
            series(kinds.get(i))
                    .legend(svg, LEFT + i % 8 * 155, HEIGHT - 24, kinds.get(i).word());
        }
    }

    private static Series series(TopologyKind kind) {
        return new Series(kind.ordinal());
    }

    private void panel(
            int column,
            String title,
            ToDoubleFunction<TopologyResult> measured,
            ToDoubleFunction<TopologyResult> formula) {
        int left = LEFT + column * PANEL;
        int[] sizes = all.stream()
                .mapToInt(TopologyResult::members)
                .distinct()
                .sorted()
                .toArray();
        double least = sizes.length == 0 ? 10 : sizes[0];
        double most = sizes.length == 0 ? 10 : sizes[sizes.length - 1];
        Axis x = Axis.logarithmic(least, Math.max(2 * least, most), left, left + PLOT);
        Axis y = Axis.decades(1, all.stream().mapToDouble(formula).max().orElse(1), BOTTOM, TOP);
        Plot plot = new Plot(svg, x, y);
        Plot.text(svg, left, y.to() - 14, "start", title);
        y.powersOfTen().forEach(tick -> plot.tickY(tick, TopologyTable.axis(tick)));
        for (int size : sizes) {
            plot.tickX(size, TopologyTable.axis(size));
        }
        Plot.text(svg, left + PLOT / 2.0, y.from() + 38, "middle", "members");
        List<List<double[]>> lines = kinds.stream()
                .map(kind -> ofKind(kind)
                        .map(one -> new double[] {x.at(one.members()), y.at(formula.applyAsDouble(one))})
                        .toList())
                .toList();
        List<Double> moved = Series.beside(lines);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            TopologyKind kind = kinds.get(i);
            double beside = moved.get(i);
            List<double[]> line = lines.get(i).stream()
                    .map(place -> new double[] {place[0], place[1] + beside})
                    .toList();
            series(kind).curve(svg, line);
            labels.add(new Label(series(kind), line.get(line.size() - 1)[1], kind.word()));
            ofKind(kind).filter(TopologyResult::simulated).forEach(one -> {
                double value = measured.applyAsDouble(one);
                if (Double.isFinite(value)) {
                    String words = kind.word() + ", " + one.members() + " members: " + TopologyTable.number(value);
                    series(kind).point(svg, x.at(one.members()), y.at(value) + beside, words);
                }
            });
        }
        Series.labels(svg, x.to(), y.from(), labels);
    }

    private Stream<TopologyResult> ofKind(TopologyKind kind) {
        return all.stream().filter(one -> one.kind() == kind);
    }
}
