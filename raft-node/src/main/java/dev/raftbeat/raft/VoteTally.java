package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The votes, or promises of votes, of one term and one round, and on whose word they are asked for: emptied whenever a
 * campaign begins or ends.
 *
 * @param voters in the order of their names; distinct as long as {@link RaftRules#isNewVoter} is asked before
 *     {@link #with}
 * @param transferUntil while promises are asked for by order of the leader that hands over, the last of its rounds of
 *     heartbeats for which the order is good; 0 otherwise
 * @param onProof while promises are asked for because the leader's process is known to be gone, how often they have been,
 *     from 1; 0 otherwise
 */
public record VoteTally(List<NodeId> voters, long transferUntil, int onProof) {
    public static final VoteTally EMPTY = new VoteTally(List.of(), 0, 0);

    public VoteTally {
        voters = List.copyOf(voters);
    }

    /** Nobody has answered yet a question that is asked by order of the leader. */
    public static VoteTally byOrder(long transferUntil) {
        return new VoteTally(List.of(), transferUntil, 0);
    }

    /** Nobody has answered yet the next question that is asked on proof. */
    VoteTally askedOnProof() {
        return new VoteTally(List.of(), 0, onProof + 1);
    }

    public boolean has(NodeId voter) {
        return voters.contains(voter);
    }

    public int size() {
        return voters.size();
    }

    public VoteTally with(NodeId voter) {
        List<NodeId> more = new ArrayList<>(voters);
        more.add(voter);
        more.sort(null);
        return new VoteTally(more, transferUntil, onProof);
    }

    VoteTally renamed(UnaryOperator<NodeId> names) {
        return new VoteTally(voters.stream().map(names).sorted().toList(), transferUntil, onProof);
    }
}
