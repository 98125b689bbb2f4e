package dev.raftbeat.harness;

import dev.raftbeat.node.NodeVariant;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;

/** Wrong on purpose: votes for whoever asks, however often. */
public final class DoubleVoter implements NodeVariant {
    @Override
    public String name() {
        return "double-voter";
    }

    @Override
    public RaftRules rules() {
        return new RaftRules() {
            @Override
            public boolean mayGrantVote(RaftState state, NodeId candidate) {
                return true;
            }
        };
    }
}
