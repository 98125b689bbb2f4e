package dev.raftbeat.world;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;

/**
 * A message on its way.
 *
 * @param id the message's id, that of its {@code MessageSent}; by it the message can be acted on
 * @param copy 0 for the message itself, 1 and more for its duplicates
 * @param sentNanos when it was sent
 * @param dueNanos when it will arrive unless somebody acts on it
 */
public record InFlight(FactId id, int copy, Link link, String kind, long term, long sentNanos, long dueNanos) {
    /** How much longer it is under way, seen from this moment; at least 0. */
    public long remainingNanos(long nowNanos) {
        return Math.max(0, dueNanos - nowNanos);
    }

    /** How much of its way lies behind it, 0 to 1. */
    public double progress(long nowNanos) {
        long whole = dueNanos - sentNanos;
        return whole <= 0 ? 1 : Math.min(1, Math.max(0, (nowNanos - sentNanos) / (double) whole));
    }
}
