package dev.raftbeat.history;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault for as long as it goes on for these nodes and links.
 *
 * @param began the fact that told of it
 * @param told what was told, with the nodes and links that it touches for so long
 * @param toNanos when it was undone, on the host's monotonic clock; the greatest of all longs before that, and for what
 *     is never undone
 */
public record FaultSpan(StampedFact began, FaultBegan told, long toNanos) {
    static FaultSpan of(StampedFact began) {
        return new FaultSpan(began, (FaultBegan) began.fact(), Long.MAX_VALUE);
    }

    /** When it began, on the host's monotonic clock. */
    public long fromNanos() {
        return began.tNanos();
    }

    /** The number by which it is ended. */
    public long number() {
        return told.fault();
    }

    /** Its line, for people. */
    public String text() {
        return told.text();
    }

    public List<NodeId> nodes() {
        return told.nodes();
    }

    public List<Link> links() {
        return told.links();
    }

    public boolean does(FaultEffect.Kind effect) {
        return told.does(effect);
    }

    /** Whether it goes on, or began, within this time, both ends included. */
    public boolean overlaps(long from, long to) {
        return fromNanos() <= to && toNanos >= from;
    }

    public boolean touches(NodeId node) {
        return nodes().contains(node);
    }

    public boolean touches(NodeId from, NodeId to) {
        return links().contains(new Link(from, to));
    }

    FaultSpan endedAt(long tNanos) {
        return new FaultSpan(began, told, tNanos);
    }

    /** What of it goes on. */
    FaultSpan left(FaultNarrowed narrowed) {
        return new FaultSpan(began, told.left(narrowed), toNanos);
    }

    /** What of it is over once no more than this is left. */
    FaultSpan without(FaultSpan left) {
        List<NodeId> nodesGone = new ArrayList<>(nodes());
        nodesGone.removeAll(left.nodes());
        List<Link> linksGone = new ArrayList<>(links());
        linksGone.removeAll(left.links());
        return new FaultSpan(began, told.touching(nodesGone, linksGone), toNanos);
    }
}
