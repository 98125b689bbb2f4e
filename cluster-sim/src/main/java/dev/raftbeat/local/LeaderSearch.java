package dev.raftbeat.local;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.history.ClaimTable;
import dev.raftbeat.history.Succession;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds whom words such as {@code leader} mean, from what the nodes say of themselves. The old leader is one that still
 * claims to lead without being followed, or else the leader that was found before the present one; for that each finding
 * is written down.
 */
final class LeaderSearch {
    /** The last two leaders, a line each. */
    private static final int BYTES_MAX = 1024;

    private final ClusterPlan plan;
    private final Path notes;

    LeaderSearch(ClusterDirectory directory, ClusterPlan plan) {
        this.plan = plan;
        notes = directory.leadersFile();
    }

    SelectorContext picture(List<NodeStatus> statuses) {
        ClaimTable claims = claims(plan.members(), statuses);
        Optional<NodeId> leader = claims.leader();
        Optional<NodeId> old = claims.oldLeader(remembered());
        leader.ifPresent(this::remember);
        return new SelectorContext(plan.members(), leader, old, in("dead", statuses), in("paused", statuses));
    }

    private static Set<NodeId> in(String state, List<NodeStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.state().equals(state))
                .map(status -> new NodeId(status.node()))
                .collect(Collectors.toSet());
    }

    /** What these nodes claim of themselves. */
    static ClaimTable claims(List<NodeId> members, List<NodeStatus> statuses) {
        ClaimTable claims = new ClaimTable(members);
        for (NodeStatus status : statuses) {
            status.role()
                    .ifPresent(role -> claims.answered(
                            new NodeId(status.node()),
                            role(role),
                            status.term().orElse(0),
                            status.leader().map(NodeId::new)));
        }
        return claims;
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(Role.UNKNOWN);
    }

    /** The last leaders that were found. What is no name of a member was not written by us. */
    private Succession remembered() {
        Succession found = new Succession();
        List<NodeId> names = lines().stream().flatMap(this::member).toList();
        for (int i = 0; i < names.size(); i++) {
            found.elected(plan.members().indexOf(names.get(i)), i);
        }
        return found;
    }

    private Stream<NodeId> member(String name) {
        return plan.members().stream().filter(node -> node.name().equals(name));
    }

    private void remember(NodeId leader) {
        List<String> before = lines();
        if (before.isEmpty() || !before.get(before.size() - 1).equals(leader.name())) {
            String previous = before.isEmpty() ? "" : before.get(before.size() - 1) + "\n";
            try {
                ClusterDirectory.replace(notes, previous + leader + "\n");
            } catch (IOException e) {
                throw new WorldException("the leaders found cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private List<String> lines() {
        try {
            return RegularFile.text(notes, "two names of nodes", BYTES_MAX, LinkOption.NOFOLLOW_LINKS)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
