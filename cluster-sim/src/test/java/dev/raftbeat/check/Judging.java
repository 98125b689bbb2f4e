package dev.raftbeat.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.function.Supplier;

/** Has a check judge a history in many interleavings, all of which must give the same answer. */
public final class Judging {
    private static final int INTERLEAVINGS = 40;

    private Judging() {}

    public static Invariant judge(Supplier<Invariant> check, History history) {
        Invariant written = check.get();
        history.facts().forEach(written::hear);
        end(written, history);
        for (int seed = 0; seed < INTERLEAVINGS; seed++) {
            Invariant mixed = check.get();
            history.shuffled(seed).forEach(mixed::hear);
            end(mixed, history);
            assertThat(mixed.verdict())
                    .describedAs("verdict of interleaving %d", seed)
                    .isEqualTo(written.verdict());
            assertThat(mixed.violations())
                    .describedAs("violations of interleaving %d", seed)
                    .isEqualTo(written.violations());
            assertThat(mixed.judged()).isEqualTo(written.judged());
            assertThat(mixed.undecided()).isEqualTo(written.undecided());
        }
        return written;
    }

    /** A run ends at the time at which its history was left. */
    private static void end(Invariant check, History history) {
        if (check instanceof LivenessProperty property) {
            property.endOfRun(history.nowNanos());
        }
    }

    public static void valid(Supplier<Invariant> check, History history) {
        Invariant judged = judge(check, history);
        assertThat(judged.violations()).isEmpty();
        assertThat(judged.verdict()).isEqualTo(Verdict.VALID);
        assertThat(judged.judged()).isPositive();
    }

    public static void unknown(Supplier<Invariant> check, History history) {
        Invariant judged = judge(check, history);
        assertThat(judged.violations()).isEmpty();
        assertThat(judged.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    /** Answers the one violation. */
    public static Violation violated(Supplier<Invariant> check, History history) {
        Invariant judged = judge(check, history);
        assertThat(judged.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(judged.violations()).hasSize(1);
        Violation violation = judged.violations().get(0);
        assertThat(violation.invariant()).isEqualTo(judged.id());
        assertThat(violation.facts()).isNotEmpty();
        List<StampedFact> told = history.facts();
        assertThat(told).containsAll(violation.facts());
        return violation;
    }
}
