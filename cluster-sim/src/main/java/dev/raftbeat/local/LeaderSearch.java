package dev.raftbeat.local;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.Role;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        Optional<NodeId> leader = leader(statuses);
        Optional<NodeId> old = claimant(statuses, leader).or(() -> remembered(leader));
        leader.ifPresent(this::remember);
        Set<NodeId> dead = new TreeSet<>();
        Set<NodeId> paused = new TreeSet<>();
        for (NodeStatus status : statuses) {
            if (status.state().equals("dead")) {
                dead.add(new NodeId(status.node()));
            } else if (status.state().equals("paused")) {
                paused.add(new NodeId(status.node()));
            }
        }
        return new SelectorContext(plan.members(), leader, old, dead, paused);
    }

    /** The node that leads and that a quorum, itself among them, believes to lead, in one term. */
    Optional<NodeId> leader(List<NodeStatus> statuses) {
        int quorum = plan.members().size() / 2 + 1;
        return statuses.stream()
                .filter(LeaderSearch::claims)
                .filter(status -> statuses.stream()
                                .filter(other -> other.term().equals(status.term()))
                                .filter(other -> other.leader().equals(Optional.of(status.node())))
                                .count()
                        >= quorum)
                .map(status -> new NodeId(status.node()))
                .findFirst();
    }

    private static boolean claims(NodeStatus status) {
        return status.role().equals(Optional.of(Role.LEADER.name()));
    }

    private static Optional<NodeId> claimant(List<NodeStatus> statuses, Optional<NodeId> leader) {
        return statuses.stream()
                .filter(LeaderSearch::claims)
                .map(status -> new NodeId(status.node()))
                .filter(node -> leader.isPresent() && !leader.get().equals(node))
                .findFirst();
    }

    /** The last leader that was found and that is not this one. What is no name of a member was not written by us. */
    private Optional<NodeId> remembered(Optional<NodeId> leader) {
        Optional<NodeId> last = Optional.empty();
        for (NodeId found : lines().stream().flatMap(this::member).toList()) {
            if (leader.isEmpty() || !leader.get().equals(found)) {
                last = Optional.of(found);
            }
        }
        return last;
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
