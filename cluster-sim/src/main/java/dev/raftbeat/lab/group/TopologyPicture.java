package dev.raftbeat.lab.group;

import dev.raftbeat.lab.group.TrialOutcome.Rest;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Topologies against the size of the group, in SVG, both axes logarithmic: what the busiest member handles, what the group
 * sends in all, and how long until everybody knows. Dots are measured; the line through them is the formula, which goes
 * on where a size was not simulated.
 */
public final class TopologyPicture {
    private static final int HEIGHT = 430;
    private static final int LEFT = 55;

    private final Markup svg;
    private final List<TopologyResult> all;
    private final List<TopologyKind> kinds;

    private TopologyPicture(String title, List<TopologyResult> all) {
        svg = Plot.begin(1040, HEIGHT, title);
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
        Plot.text(svg, LEFT, 22, "start", title);
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
            Plot.legend(
                    svg,
                    LEFT + i % 8 * 122,
                    HEIGHT - 16,
                    colour(kinds.get(i)),
                    false,
                    kinds.get(i).word());
        }
    }

    private static String colour(TopologyKind kind) {
        return Plot.colour(kind.ordinal());
    }

    private void panel(
            int column,
            String title,
            ToDoubleFunction<TopologyResult> measured,
            ToDoubleFunction<TopologyResult> formula) {
        int left = LEFT + column * 315;
        int[] sizes = all.stream()
                .mapToInt(TopologyResult::members)
                .distinct()
                .sorted()
                .toArray();
        double least = sizes.length == 0 ? 10 : sizes[0];
        double most = sizes.length == 0 ? 10 : sizes[sizes.length - 1];
        Axis x = Axis.logarithmic(least, Math.max(2 * least, most), left, left + 250);
        Axis y = Axis.decades(1, all.stream().mapToDouble(formula).max().orElse(1), 340, 60);
        Plot plot = new Plot(svg, x, y);
        Plot.text(svg, left, y.to() - 14, "start", title);
        y.powersOfTen().forEach(tick -> plot.tickY(tick, TopologyTable.axis(tick)));
        for (int size : sizes) {
            plot.tickX(size, TopologyTable.axis(size));
        }
        Plot.text(svg, left + 125, y.from() + 38, "middle", "members");
        for (TopologyKind kind : kinds) {
            List<TopologyResult> ofKind =
                    all.stream().filter(one -> one.kind() == kind).toList();
            plot.curve(
                    ofKind.stream()
                            .map(one -> new double[] {x.at(one.members()), y.at(formula.applyAsDouble(one))})
                            .toList(),
                    colour(kind),
                    false);
            for (TopologyResult one : ofKind) {
                double value = one.simulated() ? measured.applyAsDouble(one) : Double.NaN;
                if (Double.isFinite(value)) {
                    String words = kind.word() + ", " + one.members() + " members: " + TopologyTable.number(value);
                    plot.dot(x.at(one.members()), y.at(value), colour(kind), words);
                }
            }
        }
    }
}
