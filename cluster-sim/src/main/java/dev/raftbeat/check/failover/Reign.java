package dev.raftbeat.check.failover;

import dev.raftbeat.protocol.NodeId;

/**
 * A time for which a quorum followed one node in one term.
 *
 * @param fromNanos when a quorum first followed it
 * @param toNanos when a quorum last ceased to; {@code Long.MAX_VALUE} while it lasts
 */
public record Reign(NodeId leader, long term, long fromNanos, long toNanos) {
    /** How long it lasted, or has lasted up to {@code nowNanos}. */
    public long nanos(long nowNanos) {
        return Math.max(0, Math.min(toNanos, nowNanos) - fromNanos);
    }
}
