package dev.raftbeat.fault;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What whoever injects a fault knows of the cluster at that moment; words such as {@code leader} are resolved against
 * it. What the injector did itself (killed, paused) need not be in it: the desk adds that from its own state.
 *
 * @param members all nodes, dead ones too, in the order in which people count them; at least one
 * @param leader the node that a quorum follows, if there is one
 * @param oldLeader the last leader before that one, if there was one
 * @param dead the nodes that do not run, for whatever reason
 * @param paused the nodes that are frozen
 */
public record SelectorContext(
        List<NodeId> members,
        Optional<NodeId> leader,
        Optional<NodeId> oldLeader,
        Set<NodeId> dead,
        Set<NodeId> paused) {
    /** @throws IllegalArgumentException when there is no member, or one twice */
    public SelectorContext {
        members = List.copyOf(members);
        dead = Collections.unmodifiableSet(new TreeSet<>(dead));
        paused = Collections.unmodifiableSet(new TreeSet<>(paused));
        if (members.isEmpty() || new TreeSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException("a cluster has members, each of them once");
        }
    }

    /** A cluster of which nothing is known but its members: all up, no leader yet. */
    public static SelectorContext of(List<NodeId> members) {
        return new SelectorContext(members, Optional.empty(), Optional.empty(), new TreeSet<>(), new TreeSet<>());
    }

    /** What the facts of a cluster tell; its members must be known. */
    public static SelectorContext of(History history) {
        Set<NodeId> dead = new TreeSet<>();
        Set<NodeId> paused = new TreeSet<>();
        for (NodeId member : history.members()) {
            int node = history.place(member);
            if (history.isDead(node)) {
                dead.add(member);
            } else if (history.isFrozen(node)) {
                paused.add(member);
            }
        }
        return of(history.members())
                .withLeader(history.nameOf(history.leader()), history.nameOf(history.oldLeader()))
                .withDown(dead, paused);
    }

    public SelectorContext withLeader(Optional<NodeId> now, Optional<NodeId> before) {
        return new SelectorContext(members, now, before, dead, paused);
    }

    public SelectorContext withDown(Set<NodeId> nowDead, Set<NodeId> nowPaused) {
        return new SelectorContext(members, leader, oldLeader, nowDead, nowPaused);
    }
}
