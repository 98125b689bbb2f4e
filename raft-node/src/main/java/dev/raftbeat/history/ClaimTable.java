package dev.raftbeat.history;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Claims that were asked for, node by node. Who has not answered claims nothing and follows nobody. */
public final class ClaimTable implements Claims {
    private final List<NodeId> members;
    private final boolean[] acts;
    private final Role[] roles;
    private final long[] terms;
    private final int[] believed;

    public ClaimTable(List<NodeId> members) {
        this.members = List.copyOf(members);
        int size = members.size();
        acts = new boolean[size];
        roles = new Role[size];
        terms = new long[size];
        believed = new int[size];
        Arrays.fill(roles, Role.UNKNOWN);
        Arrays.fill(believed, Leadership.NOBODY);
    }

    /** What a member answered while it ran and did not stand still; what others say is passed over. */
    public void answered(NodeId member, Role role, long term, Optional<NodeId> leader) {
        int node = members.indexOf(member);
        if (node >= 0) {
            acts[node] = true;
            roles[node] = role;
            terms[node] = term;
            believed[node] = leader.map(members::indexOf).orElse(Leadership.NOBODY);
        }
    }

    public Optional<NodeId> leader() {
        return name(Leadership.leader(this));
    }

    /** @param elected by places among the members */
    public Optional<NodeId> oldLeader(Succession elected) {
        return name(Leadership.oldLeader(this, Leadership.leader(this), elected));
    }

    private Optional<NodeId> name(int node) {
        return node == Leadership.NOBODY ? Optional.empty() : Optional.of(members.get(node));
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean acts(int node) {
        return acts[node];
    }

    @Override
    public Role role(int node) {
        return roles[node];
    }

    @Override
    public long term(int node) {
        return terms[node];
    }

    @Override
    public int believed(int node) {
        return believed[node];
    }
}
