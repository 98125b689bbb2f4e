package dev.raftbeat.fault;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fault that has begun and not ended.
 *
 * @param number the number by which {@code end} undoes it
 * @param began the fact that told of it; empty until it is told
 * @param fault its line, with names for words and without E
 * @param nodes the nodes that it still holds; empty for a fault of links
 * @param links the links that it still holds; empty for a fault of nodes
 * @param sinceNanos when it began, on the host's monotonic clock
 * @param untilNanos when it ends by itself, if it does
 */
public record ActiveFault(
        long number,
        Optional<FactId> began,
        Fault fault,
        List<NodeId> nodes,
        List<Link> links,
        long sinceNanos,
        OptionalLong untilNanos) {
    public ActiveFault {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** The line as it was resolved when it began. */
    public String text() {
        return fault.text();
    }

    public FaultWord word() {
        return fault.word();
    }

    boolean isOver() {
        return nodes.isEmpty() && links.isEmpty();
    }

    ActiveFault holding(List<NodeId> fewerNodes, List<Link> fewerLinks) {
        return new ActiveFault(number, began, fault, fewerNodes, fewerLinks, sinceNanos, untilNanos);
    }

    ActiveFault toldAs(FactId id) {
        return new ActiveFault(number, Optional.of(id), fault, nodes, links, sinceNanos, untilNanos);
    }
}
