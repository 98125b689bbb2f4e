package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.OptionalLong;

/**
 * A line as it is carried out on one cluster at one moment.
 *
 * @param fault the line with names for words, and without E; carried out again, it does the same
 * @param nodes the nodes that the line means, in member order; empty for a shape of the whole cluster
 * @param links the directed links that it touches, in member order
 * @param affected the nodes to which something is done: {@code nodes}, or the leader for a transfer
 * @param drawnNanos the election timeout that {@code align timers} drew
 * @param sentence what it does, in words, and what it leaves alone
 */
public record ResolvedFault(
        Fault fault,
        List<NodeId> nodes,
        List<Link> links,
        List<NodeId> affected,
        OptionalLong drawnNanos,
        String sentence) {
    public ResolvedFault {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        affected = List.copyOf(affected);
    }

    public FaultWord word() {
        return fault.word();
    }

    /** That of its word; but a dial turned to zero undoes. */
    public FaultWord.Kind kind() {
        return FaultState.isZero(fault) ? FaultWord.Kind.UNDO : fault.word().kind();
    }

    /** The line, resolved. */
    public String text() {
        return fault.text();
    }

    ResolvedFault saying(String what) {
        return new ResolvedFault(fault, nodes, links, affected, drawnNanos, what);
    }
}
