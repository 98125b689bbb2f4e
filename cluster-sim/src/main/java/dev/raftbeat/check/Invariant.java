package dev.raftbeat.check;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * A sentence that must hold of every run, and a fold that judges it. Facts of one node come in order, those of different
 * nodes in any order; the verdict on the same facts is the same whatever the interleaving. Not for use by two threads.
 */
public interface Invariant {
    /** {@code I1} to {@code I16}, {@code L1} to {@code L8}. */
    String id();

    /** Two or three words for a lamp on a screen. */
    String title();

    /** What must hold, in one sentence. */
    String sentence();

    void hear(StampedFact fact);

    /** Whether what it speaks of is there at all; a cluster without a store has no lamp for it, and needs no verdict on it. */
    default boolean applies() {
        return true;
    }

    /** A check that saw nothing to judge answers {@link Verdict#UNKNOWN}, never {@link Verdict#VALID}. */
    Verdict verdict();

    /** What broke it, in order of the facts that prove it; at most {@value Check#VIOLATIONS_MAX}. */
    List<Violation> violations();

    /** How many times there was something to judge and the facts sufficed. */
    long judged();

    /** How many times the facts did not suffice, or do not yet. */
    long undecided();
}
