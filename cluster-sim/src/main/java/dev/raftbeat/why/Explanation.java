package dev.raftbeat.why;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why one fact came about.
 *
 * @param of the fact; of several that decide something, the last
 * @param what the fact as a sentence, or what several of them decide
 * @param origin where the chain ends
 * @param steps from there to the fact, and what came of it, the oldest first
 * @param failover the change of leader that the fact belongs to, if it does
 * @param judgement whether that change was needed, in words; empty when there is nothing to judge
 * @param zeroNanos from when times are counted: the first fact of the run
 */
public record Explanation(
        StampedFact of,
        String what,
        Origin origin,
        List<CauseStep> steps,
        Optional<Failover> failover,
        String judgement,
        long zeroNanos) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /** Seconds since the first fact, to the millisecond: {@code 12.310}. */
    public String time(long tNanos) {
        return String.format(Locale.ROOT, "%.3f", (tNanos - zeroNanos) / 1e9);
    }

    /** The whole chain in one line, its steps parted by a raised dot. */
    public String sentence() {
        List<String> texts = StoryWriter.of(steps);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            CauseStep step = steps.get(i);
            parts.add(texts.get(i) + (step.timed() ? " at " + time(step.tNanos()) : ""));
        }
        return String.join(" · ", parts);
    }

    /** The texts of the steps as they read one after another. */
    public List<String> texts() {
        return StoryWriter.of(steps);
    }

    /** What it ends in, in one sentence: {@code back to a fault: kill n1}. */
    public String verdict() {
        return origin.decided()
                ? "back to " + origin.kind().words() + ": " + origin.text()
                : "the facts do not decide it: " + origin.text();
    }

    /** The term of an election; empty for any other fact. */
    public Optional<Long> term() {
        return of.fact() instanceof BecameCandidate candidate ? Optional.of(candidate.term()) : Optional.empty();
    }
}
