package dev.raftbeat.fault;

import java.util.List;
import java.util.OptionalLong;

/**
 * What became of a line.
 *
 * @param accepted whether it was carried out; if not, nothing was done and {@code sentence} says why
 * @param state the state from now on
 * @param number the line's number, if it was accepted: what {@code end} takes
 * @param sentence what it did and what it left alone, for the one who typed it
 * @param troubles a sentence for each step that failed; the others were done all the same
 */
public record Outcome(boolean accepted, FaultState state, OptionalLong number, String sentence, List<String> troubles) {
    public Outcome {
        troubles = List.copyOf(troubles);
    }
}
