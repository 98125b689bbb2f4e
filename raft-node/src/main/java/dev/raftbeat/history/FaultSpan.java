package dev.raftbeat.history;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;

/**
 * A fault while it goes on.
 *
 * @param began the fact that told of it
 * @param told what was told, with the nodes and links that it still touches
 * @param fromNanos when it began, on the host's monotonic clock
 */
public record FaultSpan(FactId began, FaultBegan told, long fromNanos) {
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
}
