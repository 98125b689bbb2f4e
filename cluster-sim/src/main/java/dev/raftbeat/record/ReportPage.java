package dev.raftbeat.record;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.history.Elections;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.BusyMachine;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as one HTML page: no script, no request, light and dark, from a telephone to a projector and on paper. */
final class ReportPage {
    private static final int CLOSE_UPS_MAX = 6;
    private static final int CAMPAIGNS_SHOWN = 30;

    private final Recording recording;
    private final RunFold run;
    private final RecordingDefects flaws;
    private final Map<String, Object> results;
    private final Verdict verdict;
    private final FlapMeter.Reading meter;
    private final List<Failover> failovers;
    private final List<StampedFact> campaigns;
    private final Markup page = new Markup();

    ReportPage(Recording recording, RunFold run, RecordingDefects flaws, Map<String, Object> results, Verdict verdict) {
        this.recording = recording;
        this.run = run;
        this.flaws = flaws;
        this.results = results;
        this.verdict = verdict.and(ReportMeta.verdict(results.get("verdict")).orElse(verdict));
        meter = run.excerpt.meter().reading(run.lastNanos);
        failovers = run.excerpt.meter().failovers();
        campaigns = run.explained();
    }

    String html() {
        page.line("<!DOCTYPE html>");
        page.line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">");
        page.line("<meta name=\"color-scheme\" content=\"light dark\">");
        page.line("<title>%s: %s</title>", recording.name(), CheckList.word(verdict));
        page.raw("<style>\n" + Styles.TIMELINE + Styles.PAGE + "</style></head>\n");
        page.line("<body><main>");
        head();
        flawed();
        busy();
        numbers();
        timeline();
        electionTable();
        page.raw(new ElectionPictures(campaigns, run).html());
        closeUps();
        page.raw(new FailoverChart(failovers, run).html());
        flapping();
        page.raw(new CheckList(run).html());
        page.raw(new ReportMeta(recording, run, flaws, results).html());
        page.line(
                "<footer>Made by Raftbeat from %s. Every check was judged anew from these facts alone." + "</footer>",
                PlainText.count(run.facts, "recorded fact"));
        page.line("</main></body></html>");
        return page.toString();
    }

    private void head() {
        String span = PlainText.duration(run.lastNanos - run.firstNanos);
        page.line("<header><div><p class=\"over\">Raftbeat · report of a run</p><h1>%s</h1>", recording.title());
        page.line(
                "<p class=\"soft\">%s, %s, %s%s</p></div>",
                PlainText.count(run.nodes.size(), "node"),
                span,
                PlainText.count(run.facts, "fact"),
                recording.when().map(when -> ", recorded " + when).orElse(""));
        page.line(
                "<p class=\"verdict %s\" data-verdict=\"%s\"><span aria-hidden=\"true\">%s</span>%s</p></header>",
                CheckList.look(verdict), CheckList.word(verdict), CheckList.sign(verdict), CheckList.word(verdict));
    }

    private void flawed() {
        if (flaws.none()) {
            return;
        }
        page.line("<section class=\"banner\" aria-label=\"What is wrong with the recording\">");
        page.line("<b>This recording is not whole.</b> It was read as far as it goes.<ul>");
        flaws.sentences().forEach(sentence -> page.line("<li>%s.</li>", sentence));
        page.line("</ul></section>");
    }

    private void busy() {
        BusyMachine.warning(run.timers.whole())
                .ifPresent(warning -> page.line(
                        "<section class=\"banner\" aria-label=\"How the machine was\"><b>%s</b></section>", warning));
    }

    private void numbers() {
        long alarms = meter.failovers().falseAlarms();
        page.line("<ul class=\"numbers\">");
        number("elections", Long.toString(meter.elections()), false);
        number("changes of leader", Long.toString(meter.failovers().all()), false);
        number("of them false alarms", Long.toString(alarms), alarms > 0);
        number("terms without a leader", Long.toString(meter.termsBurnt()), false);
        number(
                "longest failover",
                failovers.stream()
                        .max(Comparator.comparingLong(Failover::durationNanos))
                        .map(one -> PlainText.duration(one.durationNanos()))
                        .orElse("none"),
                false);
        number("of the time a leader was followed", percent(1 - share()), false);
        page.line("</ul>");
    }

    private void number(String what, String value, boolean alarm) {
        page.line(
                "<li%s><b>%s</b><span>%s</span></li>",
                alarm ? new Markup.Raw(" class=\"alarm\"") : new Markup.Raw(""), value, what);
    }

    private double share() {
        long all = run.lastNanos - run.firstNanos;
        return all <= 0 ? 0 : Math.min(1, (double) meter.leaderlessNanos() / all);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share == 1 || share == 0 ? "%.0f %%" : "%.1f %%", 100 * share);
    }

    private void timeline() {
        page.line("<section><h2>What happened</h2>");
        page.line("<p class=\"soft\">Above, the faults; then the node that a quorum followed, with its term; then each"
                + " node, the higher the nearer to leading. Point at a piece to read what it is.</p>");
        page.line("<div class=\"card\"><p class=\"hint\">Scroll sideways to see all of it.</p>");
        page.line("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Timeline of the run\">");
        page.raw(new TimelineSvg(run, run.firstNanos, run.lastNanos, alternative()).inline());
        page.line("</div>");
        page.raw(Styles.LEGEND);
        page.line("</div></section>");
    }

    /** The picture for those who cannot see it. */
    private String alternative() {
        return "Timeline of " + PlainText.duration(run.lastNanos - run.firstNanos) + ": "
                + PlainText.count(run.faultsBegan, "fault line") + ", "
                + PlainText.count(run.excerpt.elections().count(), "election") + ", "
                + PlainText.count(meter.failovers().all(), "change") + " of leader. The table of elections below says"
                + " the same in words.";
    }

    private void electionTable() {
        page.line("<section><h2>Elections, and why</h2>");
        if (campaigns.isEmpty()) {
            page.line("<p>Nobody stood for election.</p></section>");
            return;
        }
        Elections all = run.excerpt.elections();
        int shown = Math.min(campaigns.size(), CAMPAIGNS_SHOWN);
        if (all.campaigns() > all.count()) {
            page.line(
                    "<p class=\"soft\">%s in %s: where votes were split, several nodes asked for them in one term."
                            + "</p>",
                    PlainText.count(all.campaigns(), "campaign"), PlainText.count(all.count(), "election"));
        }
        page.line("<div class=\"card\">");
        campaigns(campaigns.subList(0, shown));
        if (shown < campaigns.size()) {
            page.line("<details><summary class=\"one\"><b>%d more</b></summary>", campaigns.size() - shown);
            campaigns(campaigns.subList(shown, campaigns.size()));
            page.line("</details>");
        }
        if (all.campaigns() > campaigns.size()) {
            page.line("<p class=\"soft\">The last %d of %d campaigns.</p>", campaigns.size(), all.campaigns());
        }
        page.line("</div></section>");
    }

    private void campaigns(List<StampedFact> some) {
        page.line("<table class=\"wide\"><thead><tr><th class=\"right\">at</th><th>candidate</th>"
                + "<th>term</th><th>because</th><th>origin</th><th>judged</th></tr></thead><tbody>");
        some.stream().map(run.why()::explain).forEach(this::campaign);
        page.line("</tbody></table>");
    }

    private void campaign(Explanation one) {
        NodeId node = one.of().node();
        page.line(
                "<tr data-fact=\"%s\"><td class=\"right in\">%s</td><td class=\"in\"><span class=\"who c%d\">%s</span>"
                        + "</td><td class=\"in\" data-label=\"term\">%d</td><td data-label=\"because\">%s</td><td>%s</td>"
                        + "<td>%s</td></tr>",
                one.of().id(),
                run.when(one.of().tNanos()),
                run.nodes.headMap(node).size() % 9,
                node.name(),
                one.term().orElseThrow(),
                one.sentence(),
                one.verdict(),
                one.failover().map(ReportPage::judgement).orElse(new Markup.Raw("")));
    }

    private static Markup.Raw judgement(Failover failover) {
        String look = switch (failover.judgement()) {
            case FALSE_ALARM -> "violated";
            case JUSTIFIED -> "valid";
            default -> "soft";
        };
        return new Markup.Raw("<span class=\"tag " + look + "\">" + words(failover.judgement()) + "</span>");
    }

    static String words(Failover.Judgement judgement) {
        return judgement.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void closeUps() {
        if (failovers.isEmpty()) {
            return;
        }
        page.line("<section><h2>Failovers from nearby</h2>");
        if (failovers.size() > CLOSE_UPS_MAX) {
            page.line("<p class=\"soft\">The first %d of %d.</p>", CLOSE_UPS_MAX, failovers.size());
        }
        for (Failover failover : failovers.subList(0, Math.min(CLOSE_UPS_MAX, failovers.size()))) {
            long around = Math.max(20_000_000L, failover.durationNanos() * 3 / 5);
            String what = failover.from() + " in term " + failover.fromTerm() + " was lost ("
                    + failover.how().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "); " + failover.to()
                    + " was followed in term " + failover.toTerm() + " " + PlainText.duration(failover.durationNanos())
                    + " later: " + words(failover.judgement());
            page.line(
                    "<div class=\"card\"><h3>%s</h3><div class=\"scroll\" tabindex=\"0\" role=\"group\""
                            + " aria-label=\"%s\">",
                    what, what);
            page.raw(new TimelineSvg(run, failover.lossNanos() - around, failover.followedNanos() + around, what)
                    .inline());
            page.line("</div></div>");
        }
        page.line("</section>");
    }

    private void flapping() {
        page.line("<section><h2>Flap meter</h2><div class=\"card\"><dl class=\"meta\">");
        entry("elections a minute", String.format(Locale.ROOT, "%.1f", meter.electionsPerMinute()));
        entry("terms burnt", meter.termsBurnt() + " of " + meter.elections() + " campaigned for");
        entry(
                "median tenure",
                meter.medianTenureNanos().isPresent()
                        ? PlainText.duration(meter.medianTenureNanos().getAsLong())
                        : "no reign has ended");
        entry(
                "present leader",
                meter.reign()
                        .map(reign -> reign.leader() + " in term " + reign.term() + ", for "
                                + PlainText.duration(reign.nanos(run.lastNanos)))
                        .orElse("none when the recording ends"));
        entry("time without a leader", PlainText.duration(meter.leaderlessNanos()) + ", " + percent(share()));
        entry(
                "failovers",
                meter.failovers().justified() + " justified, "
                        + meter.failovers().falseAlarms()
                        + " false alarms, " + meter.failovers().onPurpose() + " on purpose, "
                        + meter.failovers().unknown()
                        + " unknown");
        page.line("</dl></div></section>");
    }

    private void entry(String what, String value) {
        page.line("<dt>%s</dt><dd>%s</dd>", what, value);
    }
}
