package dev.raftbeat.record;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.Failover.Judgement;
import dev.raftbeat.plot.Axis;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.plot.Plot;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.util.Comparator;
import java.util.List;

/** How long failovers took: each as a mark, their distribution as a curve, and the usual quantiles in a table. */
final class FailoverChart {
    private static final int WIDTH = 560;
    private static final int LEFT = 46;
    private static final int RIGHT = 548;
    private static final int TOP = 16;
    private static final int BOTTOM = 170;
    private static final int MARKS = 194;
    private static final int MARKS_MAX = 500;

    private final List<Failover> sorted;
    private final long electionNanosMax;
    private final Markup page = new Markup();
    private final long most;
    private final Axis x;

    FailoverChart(List<Failover> failovers, RunFold run) {
        sorted = failovers.stream()
                .sorted(Comparator.comparingLong(Failover::durationNanos))
                .toList();
        electionNanosMax = run.electionNanosMax();
        long longest = sorted.isEmpty() ? 0 : quantile(1);
        most = Math.max(1_000_000, Math.max(longest, electionNanosMax) * 21 / 20);
        x = Axis.linear(0, most, LEFT, RIGHT);
    }

    private long quantile(double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, place)).durationNanos();
    }

    String html() {
        page.line("<section><h2>How long failovers took</h2>");
        if (sorted.isEmpty()) {
            page.line("<p>The leader never changed.</p></section>");
            return page.toString();
        }
        page.line("<p class=\"soft\">From the loss of the old leader to a quorum that follows the new one.</p>");
        // Fewer make no distribution.
        boolean drawn = sorted.size() >= 3;
        page.line(drawn ? "<div class=\"card\"><div class=\"two\"><div>" : "<div class=\"card\"><div><div>");
        if (drawn) {
            chart();
            page.line("</div><div>");
        }
        table();
        page.line("</div></div></div></section>");
        return page.toString();
    }

    private void table() {
        page.line("<table><caption>%s</caption><tbody>", PlainText.count(sorted.size(), "failover"));
        if (sorted.size() > 1) {
            row("shortest", quantile(0));
            row("median", quantile(0.5));
        }
        if (sorted.size() >= 10) {
            row("90 of 100 within", quantile(0.9));
        }
        if (sorted.size() >= 100) {
            row("99 of 100 within", quantile(0.99));
        }
        row(sorted.size() > 1 ? "longest" : "it took", quantile(1));
        if (electionNanosMax > 0) {
            row("E, the greatest election timeout", electionNanosMax);
        }
        for (Judgement judgement : Judgement.values()) {
            long count =
                    sorted.stream().filter(one -> one.judgement() == judgement).count();
            if (count > 0) {
                page.line("<tr><td>%s</td><td class=\"right\">%d</td></tr>", ReportPage.words(judgement), count);
            }
        }
        page.line("</tbody></table>");
    }

    private void row(String what, long nanos) {
        page.line("<tr><td>%s</td><td class=\"right\">%s</td></tr>", what, PlainText.duration(nanos));
    }

    private double x(long nanos) {
        return x.at(nanos);
    }

    private void chart() {
        String words = "Distribution of " + PlainText.count(sorted.size(), "failover") + ": median "
                + PlainText.duration(quantile(0.5)) + ", longest " + PlainText.duration(quantile(1));
        Plot plot = new Plot(page, x, Axis.linear(0, 1, BOTTOM, TOP));
        page.line("<svg class=\"chart\" viewBox=\"0 0 %d 232\" role=\"img\" aria-label=\"%s\">", WIDTH, words);
        page.line("<title>%s</title>", words);
        for (int percent = 0; percent <= 100; percent += 50) {
            plot.tickY(percent / 100.0, percent + "%");
        }
        if (electionNanosMax > 0) {
            timeout(electionNanosMax);
        }
        ticks();
        plot.distribution(
                sorted.stream().map(one -> (double) one.durationNanos()).toList(), "var(--m0)");
        marks();
        page.line("</svg>");
        page.raw(Styles.DOTS);
    }

    private void timeout(long e) {
        page.line("<path class=\"mark\" d=\"M%.1f %d V%d\"/>", x(e), TOP, BOTTOM);
        page.line("<text class=\"tick\" x=\"%.1f\" y=\"%d\">E</text>", x(e) + 4, BOTTOM - 6);
    }

    private void ticks() {
        for (int i = 0; i <= 4; i++) {
            long at = most / 4 * i;
            String anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
            Plot.text(page, x(at), 226, anchor, Amounts.time(at));
        }
    }

    private void marks() {
        int step = Math.max(1, sorted.size() / MARKS_MAX);
        for (int i = 0; i < sorted.size(); i += step) {
            Failover one = sorted.get(i);
            // Beside each other in three rows, or those that took as long would hide one another.
            double y = MARKS - 9 + 9 * (i % 3);
            String words = one.from() + " to " + one.to() + ": " + PlainText.duration(one.durationNanos());
            String shape = switch (one.judgement()) {
                case JUSTIFIED -> "<circle class=\"dot-justified\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\">";
                case FALSE_ALARM -> "<circle class=\"dot-alarm\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\">";
                default -> "<circle class=\"dot-other\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\">";
            };
            page.line(shape + "<title>%s</title></circle>", x(one.durationNanos()), y, words);
        }
    }
}
