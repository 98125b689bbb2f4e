package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The votes, or promises of votes, of one term and one round: emptied whenever a campaign begins or ends.
 *
 * @param voters in the order of their names; distinct as long as {@link RaftRules#isNewVoter} is asked before
 *     {@link #with}
 */
public record VoteTally(List<NodeId> voters) {
    public static final VoteTally EMPTY = new VoteTally(List.of());

    public VoteTally {
        voters = List.copyOf(voters);
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
        return new VoteTally(more);
    }

    VoteTally renamed(UnaryOperator<NodeId> names) {
        return new VoteTally(voters.stream().map(names).sorted().toList());
    }
}
