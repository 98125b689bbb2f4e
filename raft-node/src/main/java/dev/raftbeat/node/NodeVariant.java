package dev.raftbeat.node;

import dev.raftbeat.raft.RaftRules;

/**
 * A node that is wrong on purpose: one rule of the core, or the way its ballot is kept, replaced. Found by
 * {@link java.util.ServiceLoader}; the node itself provides none.
 */
public interface NodeVariant {
    /** The name by which a launch asks for it. */
    String name();

    /** The rules that the core is to follow. */
    default RaftRules rules() {
        return new RaftRules();
    }

    /** What stands between the node and its ballot file. */
    default BallotStore store(BallotStore file) {
        return file;
    }
}
