package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;

/** A fault that has begun and not ended, as far as the rows of words need to know it. */
public interface FaultInForce {
    /** The number by which {@code end} undoes it. */
    long number();

    /** Its line, resolved. */
    Fault fault();

    /** The nodes that it still holds; empty for a fault of links. */
    List<NodeId> nodes();

    /** The links that it still holds; empty for a fault of nodes. */
    List<Link> links();

    /** The nodes that it is to go on holding. */
    List<NodeId> wantedNodes();

    /** The links that it is to go on holding. */
    List<Link> wantedLinks();

    /** When it began, on the host's monotonic clock. */
    long sinceNanos();

    /** The line as it was resolved when it began. */
    default String text() {
        return fault().text();
    }

    default FaultWord word() {
        return fault().word();
    }

    /** Whether it is to let go of all that it holds. */
    default boolean isEnding() {
        return wantedNodes().isEmpty() && wantedLinks().isEmpty();
    }
}
