package dev.raftbeat.why;

import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;

/**
 * The time for which a node took itself for the leader of a term.
 *
 * @param began its {@code BecameLeader}
 * @param ended what ended it: its {@code SteppedDown}, or the world's word that its process ended; empty when it never
 *     ended, or when nobody told how
 * @param toNanos the greatest of all longs when it never ended
 */
record Tenure(NodeLife life, long term, StampedFact began, Optional<StampedFact> ended, long toNanos) {
    long fromNanos() {
        return began.tNanos();
    }

    boolean overlaps(long from, long to) {
        return fromNanos() <= to && toNanos >= from;
    }
}
