package dev.raftbeat.plain;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.failover.FlapMeter.Reading;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedRun;
import dev.raftbeat.record.ReplayWorld;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A fork in lines: what it assumes, what happened in it, and how that compares with what was recorded. */
public final class ForkNarrator {
    private final ReplayWorld world;
    private final RecordedRun run;
    private final long forkNanos;
    private final long endNanos;
    private final PrintWriter out;

    /** @param world forked at {@code forkNanos}, and nowhere else */
    public ForkNarrator(ReplayWorld world, RecordedRun run, long forkNanos, long endNanos, PrintWriter out) {
        this.world = world;
        this.run = run;
        this.forkNanos = forkNanos;
        this.endNanos = endNanos;
        this.out = out;
    }

    /** Plays the fork to its end, and answers the verdict on it, its past included. */
    public Verdict tell() {
        out.println("forked at " + seconds(forkNanos) + ", seed " + world.seed() + "; a fork assumes:");
        world.assumptions().forEach(sentence -> out.println("  " + sentence));
        List<StampedFact> forked = new ArrayList<>();
        world.observe(forked::add);
        world.jump(endNanos);
        Judge judge = new Judge();
        Sentences sentences = new Sentences();
        ClusterView view = new ClusterView(run.members());
        boolean led = false;
        boolean present = false;
        for (StampedFact fact : forked) {
            judge.hear(fact);
            view.hear(fact);
            led |= view.leader().isPresent();
            present |= ReplayWorld.isFork(fact.fact());
            boolean shown = present && !ReplayWorld.isFork(fact.fact());
            sentences
                    .tell(fact)
                    .filter(told -> shown && told.headline())
                    .ifPresent(told -> out.println(ReplayNarrator.line(fact, told.text())));
        }
        compare(forked);
        out.println("invariants in the fork: " + ReplayNarrator.verdicts(judge));
        judge.violations().forEach(violation -> out.println("  " + violation.invariant() + " " + violation.sentence()));
        out.flush();
        return Summary.verdict(judge, led);
    }

    private void compare(List<StampedFact> forked) {
        Reading before = reading(run.facts(), forkNanos);
        Reading recorded = reading(run.facts(), endNanos);
        Reading fork = reading(forked, endNanos);
        out.println(String.format("%-22s %10s %10s", "from " + seconds(forkNanos) + " on", "recorded", "forked"));
        row("elections", before, recorded, fork, Reading::elections);
        row(
                "changes of leader",
                before,
                recorded,
                fork,
                reading -> reading.failovers().all());
        row(
                "false alarms",
                before,
                recorded,
                fork,
                reading -> reading.failovers().falseAlarms());
        String format = "%-22s %10s %10s";
        out.println(String.format(
                format,
                "without a leader",
                PlainText.duration(recorded.leaderlessNanos() - before.leaderlessNanos()),
                PlainText.duration(fork.leaderlessNanos() - before.leaderlessNanos())));
    }

    private void row(String what, Reading before, Reading recorded, Reading fork, ToLongFunction<Reading> number) {
        long start = number.applyAsLong(before);
        out.println(String.format(
                "%-22s %10d %10d", what, number.applyAsLong(recorded) - start, number.applyAsLong(fork) - start));
    }

    private static Reading reading(List<StampedFact> facts, long nanos) {
        FlapMeter meter = new FlapMeter();
        facts.stream().filter(fact -> fact.tNanos() <= nanos).forEach(meter::hear);
        return meter.reading(nanos);
    }

    private static String seconds(long nanos) {
        return Amounts.moment(nanos);
    }
}
