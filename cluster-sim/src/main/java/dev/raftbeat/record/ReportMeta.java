package dev.raftbeat.record;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was expected of the run, and how it was made and recorded. */
final class ReportMeta {
    /** A wall clock that shows less is one of virtual time. */
    private static final long WALL_MILLIS_MIN = 1_000_000_000_000L;

    private final Recording recording;
    private final RunFold run;
    private final RecordingDefects flaws;
    private final Map<String, Object> results;
    private final Markup page = new Markup();

    ReportMeta(Recording recording, RunFold run, RecordingDefects flaws, Map<String, Object> results) {
        this.recording = recording;
        this.run = run;
        this.flaws = flaws;
        this.results = results;
    }

    /** The verdict that a recording calls so. */
    static Optional<Verdict> verdict(Object word) {
        return Stream.of(Verdict.values())
                .filter(one -> CheckList.word(one).equals(word))
                .findFirst();
    }

    String html() {
        findings();
        page.line("<section><h2>How it was made</h2><div class=\"card\"><dl class=\"meta\">");
        for (String key : List.of("scenario", "cluster", "world", "seed", "replay")) {
            Optional.ofNullable(results.get(key)).ifPresent(value -> entry(key, value.toString()));
        }
        began().ifPresent(when -> entry("began", when));
        entry(
                "recorded in",
                PlainText.clean(recording.name()) + ", "
                        + PlainText.count(recording.files().size(), "file") + " of facts");
        entry("facts", run.facts + " read");
        entry("damaged lines", flaws.damaged() == 0 ? "none" : Long.toString(flaws.damaged()));
        flaws.first().forEach(line -> entry("", line.toString()));
        entry("missing facts", flaws.missing() == 0 ? "none" : Long.toString(flaws.missing()));
        settings();
        page.line("</dl>");
        recording
                .scenario()
                .ifPresent(text -> page.line(
                        "<details><summary><b>scenario</b></summary><pre class=\"scroll\" tabindex=\"0\">%s</pre></details>",
                        Markup.lines(text)));
        page.line("</div></section>");
        return page.toString();
    }

    private void entry(String what, String value) {
        page.line("<dt>%s</dt><dd>%s</dd>", what, value);
    }

    private Optional<String> began() {
        return run.firstBoot
                .map(Booted::wallMillis)
                .filter(millis -> millis >= WALL_MILLIS_MIN)
                .map(millis -> Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS) + " by a node's own clock");
    }

    /** Nodes with the same settings share a line. */
    private void settings() {
        Map<String, String> nodes = new LinkedHashMap<>();
        for (NodeId node : run.nodes.keySet()) {
            String words = run.settings(node).map(ReportMeta::words).orElse("not told");
            nodes.merge(words, node.name(), (a, b) -> a + ", " + b);
        }
        nodes.forEach((words, names) -> entry("settings at the end of " + names, words));
    }

    private static String words(Settings settings) {
        String log =
                settings.lastLogIndex() == 0 ? "" : ", log " + settings.lastLogIndex() + "@" + settings.lastLogTerm();
        String priority = settings.priority() == Settings.PRIORITY_DEFAULT ? "" : ", priority " + settings.priority();
        return "heartbeat " + PlainText.duration(settings.heartbeatNanos()) + ", election timeout "
                + PlainText.duration(settings.electionNanosMin()) + " to "
                + PlainText.duration(settings.electionNanosMax()) + ", PreVote " + (settings.preVote() ? "on" : "off")
                + ", CheckQuorum "
                + (settings.checkQuorum()
                        ? "on (window " + PlainText.duration(settings.effectiveQuorumWindowNanos()) + ")"
                        : "off")
                + ", evidence " + (settings.evidence() ? "on" : "off") + log + priority;
    }

    private void findings() {
        if (!(results.get("findings") instanceof List<?> findings) || findings.isEmpty()) {
            return;
        }
        page.line("<section><h2>What was expected</h2><p class=\"soft\">The lines of the scenario, as they were judged"
                + " when it ran.</p><div class=\"card\"><table class=\"wide\"><thead><tr><th>verdict</th><th>line</th>"
                + "<th>expectation</th><th>seen</th></tr></thead><tbody>");
        for (Object one : findings) {
            if (one instanceof Map<?, ?> finding) {
                finding(finding);
            }
        }
        page.line("</tbody></table></div></section>");
    }

    private void finding(Map<?, ?> finding) {
        Verdict verdict = verdict(finding.get("verdict")).orElse(Verdict.UNKNOWN);
        String where = "0".equals(String.valueOf(finding.get("line"))) ? "whole run" : text(finding.get("line"));
        page.line(
                "<tr><td>%s</td><td data-label=\"line\">%s</td><td><code>%s</code></td><td>%s</td></tr>",
                CheckList.tag(verdict), where, text(finding.get("text")), text(finding.get("reason")));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
