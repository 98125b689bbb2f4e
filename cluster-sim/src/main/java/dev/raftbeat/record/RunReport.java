package dev.raftbeat.record;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.page.PageFold;
import dev.raftbeat.page.ReplayPage;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can be said of a recorded run, worked out anew from its facts: a page, a picture, and the verdicts that go into
 * {@code results.json}. What a recording says of itself (its seed, what was expected of it) is shown and not judged again.
 */
public final class RunReport {
    /** The page, which needs nothing but itself. */
    public static final String PAGE = "report.html";

    /** The whole run as one picture. */
    public static final String PICTURE = "timeline.svg";

    private final Recording recording;
    private final RunFold run;
    private final PageFold page;
    private final RecordingDefects flaws;
    private final Map<String, Object> results;

    private RunReport(
            Recording recording, RunFold run, PageFold page, RecordingDefects flaws, Map<String, Object> results) {
        this.recording = recording;
        this.run = run;
        this.page = page;
        this.flaws = flaws;
        this.results = results;
    }

    /** @throws RecordingException when there is no fact to report on */
    public static RunReport of(Recording recording) throws RecordingException {
        PageFold page = new PageFold();
        RunFold run = new RunFold(page.judge());
        RecordingDefects flaws = recording.tellTo(fact -> {
            page.tell(fact);
            run.tell(fact);
        });
        run.liveness.endOfRun(run.lastNanos);
        return new RunReport(recording, run, page, flaws, recording.results());
    }

    /** The same run, of which somebody knows more than its folder says yet. */
    RunReport knowing(Map<String, Object> more) {
        return new RunReport(recording, run, page, flaws, more);
    }

    public RecordingDefects flaws() {
        return flaws;
    }

    /** How many facts were read. */
    public long facts() {
        return run.facts;
    }

    /** What every invariant says, in the order of their ids. */
    public List<Judge.Lamp> invariants() {
        return run.invariants.lamps();
    }

    public List<Judge.Lamp> liveness() {
        return run.liveness.lamps();
    }

    /** The changes of leader, oldest first. */
    public List<Failover> failovers() {
        return run.excerpt.meter().failovers();
    }

    /** Over the whole run. */
    public FlapMeter.Reading meter() {
        return run.excerpt.meter().reading(run.lastNanos);
    }

    /**
     * On the invariants: violated when one is; unknown when nobody ever led, so that there was hardly anything to judge;
     * valid otherwise. One that had nothing to judge makes no run unknown.
     */
    public Verdict verdict() {
        boolean violated = run.invariants.lamps().stream().anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
        return violated ? Verdict.VIOLATED : run.everLed ? Verdict.VALID : Verdict.UNKNOWN;
    }

    /** The page. */
    public String html() {
        return new ReportPage(recording, run, flaws, results, verdict()).html();
    }

    /** The page that plays it. */
    public String replay() {
        return new ReplayPage(
                        page, recording.title(), flaws.sentences(), run.invariants.lamps(), run.why(), run.explained())
                .html();
    }

    /** The picture of the whole run. */
    public String svg() {
        return new TimelineSvg(run, run.firstNanos, run.lastNanos, "Leaders, roles and faults: " + recording.name())
                .standalone();
    }

    /** Writes both pages and the picture into this folder. */
    public void write(Path folder) throws IOException {
        WholeFile.write(folder.resolve(PAGE), html(), "a report", LinkOption.NOFOLLOW_LINKS);
        Path ignored = writeReplay(folder);
        WholeFile.write(folder.resolve(PICTURE), svg(), "a picture", LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes the page that plays the run into this folder, and says where. */
    public Path writeReplay(Path folder) throws IOException {
        Path page = folder.resolve(ReplayPage.PAGE);
        WholeFile.write(page, replay(), "a page", LinkOption.NOFOLLOW_LINKS);
        return page;
    }

    /** What the checks and the meter say, for {@code results.json}. */
    Map<String, Object> judged() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("facts", run.facts);
        all.put("damagedLines", flaws.damaged());
        all.put("missingFacts", flaws.missing());
        all.put(
                "invariants",
                run.invariants.lamps().stream().map(RunReport::json).toList());
        all.put("liveness", run.liveness.lamps().stream().map(RunReport::json).toList());
        FlapMeter.Reading meter = meter();
        all.put("elections", meter.elections());
        all.put("termsBurnt", meter.termsBurnt());
        all.put("leaderlessNanos", meter.leaderlessNanos());
        all.put("failovers", failovers().stream().map(RunReport::json).toList());
        return all;
    }

    private static Map<String, Object> json(Failover failover) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("from", failover.from().name());
        one.put("to", failover.to().name());
        one.put("toTerm", failover.toTerm());
        one.put("lossNanos", failover.lossNanos());
        one.put("durationNanos", failover.durationNanos());
        one.put("how", failover.how().name());
        one.put("judgement", failover.judgement().name());
        return one;
    }

    private static Map<String, Object> json(Judge.Lamp lamp) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", lamp.id());
        one.put("sentence", lamp.sentence());
        one.put("verdict", lamp.verdict().name().toLowerCase(Locale.ROOT));
        one.put("judged", lamp.judged());
        one.put("undecided", lamp.undecided());
        one.put(
                "violations",
                lamp.violations().stream().map(Violation::sentence).toList());
        one.put(
                "facts",
                lamp.violations().stream()
                        .flatMap(violation -> violation.facts().stream())
                        .map(fact -> fact.id().toString())
                        .distinct()
                        .toList());
        return one;
    }
}
