package dev.raftbeat.check;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * Proof that an invariant did not hold.
 *
 * @param invariant its id, such as {@code I1}
 * @param sentence what happened, with names and numbers
 * @param facts the facts that decide it, at least one
 */
public record Violation(String invariant, String sentence, List<StampedFact> facts) {
    public Violation {
        facts = List.copyOf(facts);
    }
}
