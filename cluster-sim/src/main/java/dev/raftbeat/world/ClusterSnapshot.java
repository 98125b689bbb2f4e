package dev.raftbeat.world;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster at one moment, as its facts let one know it. Immutable.
 *
 * @param members in the order people count them
 * @param nodes one view for each node that was heard or spoken of
 * @param links one view for each directed link that carried or lost something, or whose connection was told of
 * @param faults the active faults, oldest first
 * @param leader the node that a quorum follows
 * @param oldLeader whom the word {@code old-leader} means
 * @param term the highest term that a node has told of
 * @param leaderlessSinceNanos since when no node has been followed by a quorum; empty while one is
 * @param leaderlessNanos time without a leader, up to {@code atNanos}
 * @param firstNanos the time of the first fact
 * @param atNanos the time of the newest fact
 */
public record ClusterSnapshot(
        List<NodeId> members,
        SortedMap<NodeId, NodeView> nodes,
        SortedMap<Link, LinkView> links,
        List<FaultSpan> faults,
        Optional<Leading> leader,
        Optional<NodeId> oldLeader,
        long term,
        OptionalLong leaderlessSinceNanos,
        long leaderlessNanos,
        long firstNanos,
        long atNanos) {
    public ClusterSnapshot {
        members = List.copyOf(members);
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        faults = List.copyOf(faults);
    }

    /** Nothing heard yet. */
    public static final ClusterSnapshot EMPTY = new ClusterSnapshot(
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            OptionalLong.empty(),
            0,
            0,
            0);

    public Optional<NodeView> node(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    public Optional<LinkView> link(NodeId from, NodeId to) {
        return Optional.ofNullable(links.get(new Link(from, to)));
    }

    /** All nodes that claim to lead: more than one while an old leader has not heard of a new one. */
    public List<NodeId> claimants() {
        return nodes.values().stream()
                .filter(NodeView::claimsToLead)
                .map(NodeView::id)
                .toList();
    }

    /** Of all nodes that are not dead: a dead one runs with no settings, and begins with those of the others. */
    public List<Settings> settings() {
        return nodes.values().stream()
                .filter(node -> node.life() != NodeView.Life.DEAD)
                .flatMap(node -> node.settings().stream())
                .toList();
    }

    /** Members that follow the leader, itself among them; none while there is no leader. */
    public List<NodeId> followersOfLeader() {
        return leader.map(leading -> members.stream()
                        .filter(member -> node(member)
                                .filter(view -> view.follows(leading))
                                .isPresent())
                        .toList())
                .orElse(List.of());
    }

    /** The active faults that touch this link. */
    public List<FaultSpan> faultsOn(Link link) {
        return faults.stream().filter(fault -> fault.links().contains(link)).toList();
    }

    /** The active faults that touch this node itself. */
    public List<FaultSpan> faultsOn(NodeId node) {
        return faults.stream().filter(fault -> fault.nodes().contains(node)).toList();
    }

    /** Time without a leader up to {@code nowNanos}, in nanoseconds. */
    public long leaderlessNanos(long nowNanos) {
        return leaderlessSinceNanos.isEmpty() ? leaderlessNanos : leaderlessNanos + Math.max(0, nowNanos - atNanos);
    }

    /** What each member believes, for those who believe in somebody. */
    public Map<NodeId, NodeId> beliefs() {
        SortedMap<NodeId, NodeId> beliefs = new TreeMap<>();
        for (NodeView view : nodes.values()) {
            view.believedLeader().ifPresent(leader -> beliefs.put(view.id(), leader));
        }
        return Collections.unmodifiableSortedMap(beliefs);
    }
}
