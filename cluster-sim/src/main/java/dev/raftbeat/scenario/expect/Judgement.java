package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.world.PlainText;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an expectation says of what was seen.
 *
 * @param reason what was seen, in words
 * @param value what was measured, if a number was
 * @param unit what that number is
 * @param sentence what was seen, in a sentence that needs no line of a scenario beside it
 */
public record Judgement(
        Verdict verdict, String reason, OptionalDouble value, Optional<Measure.Unit> unit, String sentence) {
    public static Judgement of(boolean holds, String reason) {
        return judged(holds ? Verdict.VALID : Verdict.VIOLATED, reason);
    }

    public static Judgement undecided(String reason) {
        return judged(Verdict.UNKNOWN, reason);
    }

    private static Judgement judged(Verdict verdict, String reason) {
        return new Judgement(
                verdict, reason, OptionalDouble.empty(), Optional.empty(), PlainText.sentence(reason) + ".");
    }

    /** The same, said in this sentence. */
    Judgement saying(String words) {
        return new Judgement(verdict, reason, value, unit, words);
    }

    public Judgement measured(double amount, Measure.Unit its) {
        return new Judgement(verdict, reason, OptionalDouble.of(amount), Optional.of(its), sentence);
    }

    /** What was seen does not count, for this reason. */
    Judgement unknown(String why) {
        String said = sentence.substring(0, sentence.length() - 1) + ", but " + why + ".";
        return new Judgement(Verdict.UNKNOWN, reason + ", but " + why, value, unit, said);
    }

    /** The same, but no better than unknown when there is a doubt. */
    Judgement doubting(String doubt) {
        boolean doubtful = verdict == Verdict.VALID && !doubt.isEmpty();
        return doubtful ? unknown(doubt) : this;
    }
}
