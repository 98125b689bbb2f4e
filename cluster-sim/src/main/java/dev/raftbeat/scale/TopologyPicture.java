package dev.raftbeat.scale;

import dev.raftbeat.text.CleanText;
import dev.raftbeat.topology.Formulas;
import dev.raftbeat.topology.TopologyKind;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Topologies against the size of the group, in SVG, both axes logarithmic: what the busiest member handles, what the group
 * sends in all, and how long until everybody knows. Dots are measured; the thin line through them is the formula, which
 * goes on where a size was not simulated. It is drawn for a light and for a dark page.
 */
public final class TopologyPicture {
    private static final String[] COLOURS = {
        "#4477aa", "#66a0d8", "#228833", "#cc3311", "#aa8800", "#aa3377", "#ee7733", "#009988"
    };
    private static final int WIDTH = 1040;
    private static final int HEIGHT = 430;
    private static final int PANEL = 250;
    private static final int STEP = 315;
    private static final int LEFT = 55;
    private static final int TOP = 60;
    private static final int BOTTOM = 340;
    private static final String STYLE = "<style>text{fill:#222}.grid{stroke:#ddd}.page{fill:#fff}"
            + "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.page{fill:#111}}</style>";

    private final StringBuilder svg = new StringBuilder();
    private final List<Measured> all;
    private final List<TopologyKind> kinds;
    private final double least;
    private final double most;

    private TopologyPicture(List<Measured> all) {
        this.all = all;
        kinds = all.stream().map(Measured::kind).distinct().toList();
        least = all.stream().mapToInt(Measured::members).min().orElse(10);
        most = Math.max(
                2 * least, all.stream().mapToInt(Measured::members).max().orElse(10));
    }

    /** The picture. @param title what was simulated */
    public static String svg(String title, List<Measured> all) {
        TopologyPicture picture = new TopologyPicture(all);
        picture.draw(title);
        return picture.svg.toString();
    }

    private void draw(String title) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        line("<title>%s</title>", CleanText.markup(title));
        line(STYLE);
        line("<rect class=\"page\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
        text(LEFT, 22, "start", title);
        panel(
                0,
                "messages/s of the busiest member",
                one -> one.mean(Outcome::busiest) / interval(one),
                (kind, one) -> Formulas.messagesOfBusiest(kind, one.members()) / interval(one));
        panel(
                1,
                "messages/s of all members",
                one -> one.mean(Outcome::sentPerMember) * one.members() / interval(one),
                (kind, one) -> Formulas.messagesPerMember(kind, one.members()) * one.members() / interval(one));
        panel(
                2,
                "seconds until everybody knows",
                one -> one.seconds(Outcome::allKnow),
                (kind, one) -> Formulas.everybodyKnows(
                                kind,
                                one.members(),
                                one.plan().settings(),
                                one.plan().hop())
                        * interval(one));
        for (int i = 0; i < kinds.size(); i++) {
            int x = LEFT + i % 8 * 122;
            line("<path d=\"M%d %d h18\" stroke=\"%s\" stroke-width=\"3\"/>", x, HEIGHT - 20, colour(kinds.get(i)));
            text(x + 24, HEIGHT - 16, "start", kinds.get(i).word());
        }
        line("</svg>");
    }

    private static double interval(Measured one) {
        return one.plan().settings().intervalNanos() / 1e9;
    }

    private static String colour(TopologyKind kind) {
        return COLOURS[kind.ordinal() % COLOURS.length];
    }

    private void panel(
            int column,
            String title,
            ToDoubleFunction<Measured> measured,
            ToDoubleBiFunction<TopologyKind, Measured> formula) {
        int left = LEFT + column * STEP;
        double low = 1;
        double high = 10;
        for (Measured one : all) {
            high = Math.max(high, formula.applyAsDouble(one.kind(), one));
        }
        high = Math.pow(10, Math.ceil(Math.log10(high)));
        text(left, TOP - 14, "start", title);
        for (double tick = low; tick <= high * 1.01; tick *= 10) {
            double y = down(tick, low, high);
            line("<path class=\"grid\" d=\"M%d %.1f h%d\"/>", left, y, PANEL);
            text(left - 5, y + 4, "end", TopologyTable.axis(tick));
        }
        for (int size :
                all.stream().mapToInt(Measured::members).distinct().sorted().toArray()) {
            line("<path class=\"grid\" d=\"M%.1f %d V%d\"/>", left + across(size), TOP, BOTTOM);
            text(left + across(size), BOTTOM + 18, "middle", TopologyTable.axis(size));
        }
        text(left + PANEL / 2.0, BOTTOM + 38, "middle", "members");
        for (TopologyKind kind : kinds) {
            curve(kind, left, low, high, measured, formula);
        }
    }

    private void curve(
            TopologyKind kind,
            int left,
            double low,
            double high,
            ToDoubleFunction<Measured> measured,
            ToDoubleBiFunction<TopologyKind, Measured> formula) {
        StringBuilder path = new StringBuilder();
        for (Measured one : all) {
            if (one.kind() != kind) {
                continue;
            }
            double x = left + across(one.members());
            double y = down(formula.applyAsDouble(kind, one), low, high);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
            double value = one.simulated() ? measured.applyAsDouble(one) : Double.NaN;
            if (Double.isFinite(value)) {
                line(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s, %d members: %s</title></circle>",
                        x,
                        down(value, low, high),
                        colour(kind),
                        kind.word(),
                        one.members(),
                        TopologyTable.number(value));
            }
        }
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>", path, colour(kind));
    }

    private double across(double members) {
        return PANEL * Math.log(members / least) / Math.log(most / least);
    }

    private static double down(double value, double low, double high) {
        double bounded = Math.max(low, Math.min(high, value));
        return BOTTOM - (BOTTOM - TOP) * Math.log(bounded / low) / Math.log(high / low);
    }

    private void text(double x, double y, String anchor, String text) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, CleanText.markup(text));
    }

    private void line(String form, Object... values) {
        svg.append(values.length == 0 ? form : String.format(Locale.ROOT, form, values))
                .append('\n');
    }
}
