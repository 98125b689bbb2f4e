package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;

/** A ballot in the form of the file, in memory alone: for a rehearsal, which must leave no file behind. */
public final class MemoryBallot implements BallotStore {
    private BallotSlot slot;

    /** A node that has never run. */
    public MemoryBallot(String cluster, NodeId node) {
        slot = new BallotSlot(cluster, node, 1, 1, Ballot.BLANK);
    }

    @Override
    public void save(Ballot ballot) {
        slot = BallotSlot.decode(slot.saving(ballot).encode());
    }
}
