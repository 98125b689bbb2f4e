package dev.raftbeat.fault.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a line.
 *
 * @param extent how much of it was done
 * @param state the state from now on
 * @param number the line's number, if it was carried out: what {@code end} takes
 * @param sentence what it did and what it left alone, or why nothing was done, for the one who typed it
 * @param troubles a sentence for each step of this line that failed; the others were taken all the same
 * @param notes what does not fit since the line, and what to change; empty for a line that changed nothing about it
 */
public record FaultOutcome(
        Extent extent,
        FaultState state,
        OptionalLong number,
        String sentence,
        List<String> troubles,
        Optional<List<String>> notes) {
    public FaultOutcome {
        troubles = List.copyOf(troubles);
        notes = notes.map(List::copyOf);
    }

    FaultOutcome noting(Optional<List<String>> said) {
        return new FaultOutcome(extent, state, number, sentence, troubles, said);
    }

    /** Whether the line was carried out, be it in part. */
    public boolean accepted() {
        return extent != Extent.REFUSED;
    }

    /** The sentence, and who has not obeyed this line or an earlier one. */
    public String report() {
        List<String> parts = new ArrayList<>(troubles);
        List<String> unobeyed = accepted() ? state.unobeyed() : List.of();
        parts.addAll(unobeyed);
        if (!unobeyed.isEmpty()) {
            parts.add("the next line or status asks again");
        }
        return parts.isEmpty() ? sentence : sentence + " (but " + String.join("; ", parts) + ")";
    }
}
