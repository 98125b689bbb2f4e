package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.Verdict;
import java.util.OptionalDouble;

/**
 * What an expectation says of what was seen.
 *
 * @param reason what was seen, in words
 * @param value what was measured, if a number was
 */
public record Judgement(Verdict verdict, String reason, OptionalDouble value) {
    public static Judgement of(boolean holds, String reason) {
        return new Judgement(holds ? Verdict.VALID : Verdict.VIOLATED, reason, OptionalDouble.empty());
    }

    public static Judgement undecided(String reason) {
        return new Judgement(Verdict.UNKNOWN, reason, OptionalDouble.empty());
    }

    public Judgement measured(double amount) {
        return new Judgement(verdict, reason, OptionalDouble.of(amount));
    }

    /** What was seen does not count, for this reason. */
    Judgement unknown(String why) {
        return new Judgement(Verdict.UNKNOWN, reason + ", but " + why, value);
    }

    /** The same, but no better than unknown when there is a doubt. */
    Judgement doubting(String doubt) {
        boolean doubtful = verdict == Verdict.VALID && !doubt.isEmpty();
        return doubtful ? unknown(doubt) : this;
    }
}
