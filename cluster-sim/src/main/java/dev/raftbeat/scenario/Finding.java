package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.expect.Judgement;
import dev.raftbeat.scenario.expect.Measure;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of one line that could fail.
 *
 * @param line where it stands, counted from 1; 0 for a judgement on the whole run
 * @param text the line
 * @param reason what was seen, in words
 * @param value what was measured, where the line compares a number
 * @param unit what that number is: a count, seconds or a percentage
 * @param sentence what was seen, in a sentence that needs no line beside it
 */
public record Finding(
        int line,
        String text,
        Verdict verdict,
        String reason,
        OptionalDouble value,
        Optional<Measure.Unit> unit,
        String sentence) {
    static Finding of(ScenarioStep step, Judgement judgement) {
        return new Finding(
                step.line(),
                step.text(),
                judgement.verdict(),
                judgement.reason(),
                judgement.value(),
                judgement.unit(),
                judgement.sentence());
    }

    @Override
    public String toString() {
        return "line " + line + ": " + verdict + ": " + text + ": " + reason;
    }
}
