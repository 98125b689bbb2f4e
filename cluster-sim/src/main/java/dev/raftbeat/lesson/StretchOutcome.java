package dev.raftbeat.lesson;

import dev.raftbeat.check.Verdict;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a run or a command has shown.
 *
 * @param said what became of each choice of the question before it, in their order; empty without a question
 * @param troubles what went otherwise than the lesson wants it, in sentences: a lesson without faults has none
 * @param output what a command has printed; empty for a run
 */
public record StretchOutcome(List<Said> said, List<String> troubles, List<String> output) {
    public StretchOutcome {
        said = List.copyOf(said);
        troubles = List.copyOf(troubles);
        output = List.copyOf(output);
    }

    /**
     * Whether one choice is what was seen.
     *
     * @param reason what was seen, in words
     */
    public record Said(Verdict verdict, String reason) {}

    /** The place of the right choice, counted from 0; empty unless the facts bear out one and refute all others. */
    public OptionalInt right() {
        List<Verdict> verdicts = said.stream().map(Said::verdict).toList();
        boolean decided = !verdicts.contains(Verdict.UNKNOWN)
                && verdicts.stream().filter(Verdict.VALID::equals).count() == 1;
        return decided ? OptionalInt.of(verdicts.indexOf(Verdict.VALID)) : OptionalInt.empty();
    }
}
