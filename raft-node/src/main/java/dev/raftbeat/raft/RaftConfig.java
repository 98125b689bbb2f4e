package dev.raftbeat.raft;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a node is told once, when it comes up.
 *
 * @param self its own name, one of the members
 * @param members one to nine nodes, itself among them; kept in the order of their names
 * @param settings the settings that it starts with
 * @param boot which life of the node this is, 1 to 2^20; rounds of PreVote start at it, so that an answer to an earlier
 *     life is never taken for an answer to this one
 */
public record RaftConfig(NodeId self, List<NodeId> members, Settings settings, int boot) {
    private static final int MEMBERS_MAX = 9;

    /** @throws IllegalArgumentException when the members or the boot are not as described above */
    public RaftConfig {
        members = members.stream().sorted().distinct().toList();
        if (members.isEmpty() || members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a cluster has one to nine members, not " + members.size());
        }
        if (!members.contains(self)) {
            throw new IllegalArgumentException(self + " is not a member of " + members);
        }
        if (boot < 1 || boot > Bounds.BOOT_MAX) {
            throw new IllegalArgumentException("a boot lies between 1 and 2^20, not at " + boot);
        }
    }

    /** The other members, in the order of their names. */
    public List<NodeId> peers() {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(self);
        return Collections.unmodifiableList(others);
    }

    public int size() {
        return members.size();
    }

    /** The same configuration with every node under another name; {@code names} must not merge two of them. */
    public RaftConfig renamed(UnaryOperator<NodeId> names) {
        return new RaftConfig(names.apply(self), members.stream().map(names).toList(), settings, boot);
    }
}
