package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an expectation says of what was seen.
 *
 * @param reason what was seen, in words
 * @param value what was measured, if a number was
 * @param unit what that number is
 */
public record Judgement(Verdict verdict, String reason, OptionalDouble value, Optional<Measure.Unit> unit) {
    public static Judgement of(boolean holds, String reason) {
        return new Judgement(
                holds ? Verdict.VALID : Verdict.VIOLATED, reason, OptionalDouble.empty(), Optional.empty());
    }

    public static Judgement undecided(String reason) {
        return new Judgement(Verdict.UNKNOWN, reason, OptionalDouble.empty(), Optional.empty());
    }

    public Judgement measured(double amount, Measure.Unit its) {
        return new Judgement(verdict, reason, OptionalDouble.of(amount), Optional.of(its));
    }

    /** What was seen does not count, for this reason. */
    Judgement unknown(String why) {
        return new Judgement(Verdict.UNKNOWN, reason + ", but " + why, value, unit);
    }

    /** The same, but no better than unknown when there is a doubt. */
    Judgement doubting(String doubt) {
        boolean doubtful = verdict == Verdict.VALID && !doubt.isEmpty();
        return doubtful ? unknown(doubt) : this;
    }
}
