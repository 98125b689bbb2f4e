package dev.raftbeat.node;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;

/**
 * A node that is wrong on purpose: one rule of the core, or what stands around its driver, replaced. Found by
 * {@link java.util.ServiceLoader}; the node itself provides none.
 */
public interface NodeVariant {
    /** The name by which a launch asks for it. */
    String name();

    /** The rules that the core is to follow. */
    default RaftRules rules() {
        return new RaftRules();
    }

    /** What stands between the node's driver and the rest of it: its disk, its network, its clock. */
    default Ports<RaftMessage> ports(Ports<RaftMessage> node) {
        return node;
    }
}
