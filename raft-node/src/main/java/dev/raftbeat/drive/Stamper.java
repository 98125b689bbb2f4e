package dev.raftbeat.drive;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Stamps a node's facts with its name, its life, their order, Lamport's clock and their cause. One a node. */
public final class Stamper {
    private final NodeId node;
    private final int boot;
    private final LongSupplier hostNanos;
    private final FactSink sink;
    private long seq;
    private long lamport;

    /**
     * @param boot which life of the node this is, from 1
     * @param hostNanos the host's monotonic clock, which no injected skew moves
     */
    public Stamper(NodeId node, int boot, LongSupplier hostNanos, FactSink sink) {
        this.node = node;
        this.boot = boot;
        this.hostNanos = hostNanos;
        this.sink = sink;
    }

    /** Goes on in the middle of a life, behind the fact that was told as {@code lastSeq}. */
    public Stamper after(long lastSeq, long lastLamport) {
        seq = lastSeq;
        lamport = lastLamport;
        return this;
    }

    /** The clock that facts are stamped by. */
    long hostNanos() {
        return hostNanos.getAsLong();
    }

    public StampedFact tell(Fact fact, Optional<FactId> cause) {
        seq++;
        lamport = Math.min(lamport + 1, Ballot.TERM_MAX);
        StampedFact stamped = new StampedFact(hostNanos.getAsLong(), node, boot, seq, lamport, cause, fact);
        sink.tell(stamped);
        return stamped;
    }

    /**
     * Takes in the Lamport stamp of something received, so that all that follows is stamped later than it. A stamp that
     * nobody can have counted up to is believed in part: whoever made it up must not use up the numbers of all.
     */
    public void heard(long otherLamport) {
        long believed = Math.max(lamport, Bounds.LAMPORT_LEAP_MAX) + Bounds.LAMPORT_STEP_MAX;
        lamport = Math.max(lamport, Math.min(otherLamport, believed));
    }
}
