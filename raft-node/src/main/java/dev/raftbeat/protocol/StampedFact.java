package dev.raftbeat.protocol;

import java.util.Optional;

/**
 * A fact with its place in time, in its node's life and in the order of causes.
 *
 * @param tNanos the host's monotonic clock when the fact was told, untouched by any injected skew
 * @param node who tells it
 * @param boot which life of the node, counted from 1
 * @param seq the place in that life, counted from 1, without gaps
 * @param lamport Lamport's logical clock: larger than that of every fact that can have led to this one
 * @param cause the fact that triggered it: a message's {@code MessageSent}, a delivery, a timer, a command's fault
 */
public record StampedFact(
        long tNanos, NodeId node, int boot, long seq, long lamport, Optional<FactId> cause, Fact fact) {
    public FactId id() {
        return new FactId(node, boot, seq);
    }
}
