package dev.raftbeat.plain;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedRun;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A recorded run in lines: what happened, headline by headline, and what it came to. */
public final class ReplayNarrator {
    private final RecordedRun run;
    private final PrintWriter out;

    public ReplayNarrator(RecordedRun run, PrintWriter out) {
        this.run = run;
        this.out = out;
    }

    /** Answers the verdict on the run. */
    public Verdict tell() {
        Sentences sentences = new Sentences();
        Judge judge = new Judge();
        FlapMeter meter = new FlapMeter();
        ClusterView view = new ClusterView(run.members());
        boolean led = false;
        for (StampedFact fact : run.facts()) {
            judge.hear(fact);
            meter.hear(fact);
            view.hear(fact);
            led |= view.leader().isPresent();
            sentences
                    .tell(fact)
                    .filter(told -> told.headline())
                    .ifPresent(told -> out.println(line(fact, told.text())));
        }
        FlapMeter.Reading reading = meter.reading(run.endNanos());
        out.println(PlainText.duration(run.endNanos()) + ", "
                + PlainText.count(run.facts().size(), "fact") + ": "
                + PlainText.count(reading.elections(), "election") + ", "
                + PlainText.count(reading.failovers().all(), "change") + " of leader, "
                + PlainText.count(reading.failovers().falseAlarms(), "false alarm"));
        out.println("invariants: " + verdicts(judge));
        judge.violations().forEach(violation -> out.println("  " + violation.invariant() + " " + violation.sentence()));
        out.flush();
        return Summary.verdict(judge, led);
    }

    /** {@code 11 valid, 0 violated, 3 unknown}. */
    static String verdicts(Judge judge) {
        return Stream.of(Verdict.VALID, Verdict.VIOLATED, Verdict.UNKNOWN)
                .map(verdict -> judge.lamps().stream()
                                .filter(lamp -> lamp.verdict() == verdict)
                                .count()
                        + " " + verdict.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static String line(StampedFact fact, String text) {
        return String.format(Locale.ROOT, "%9.3f  %s", fact.tNanos() / 1e9, text);
    }
}
