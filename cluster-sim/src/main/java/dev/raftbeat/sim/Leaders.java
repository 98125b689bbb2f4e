package dev.raftbeat.sim;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.history.History;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom the words {@code leader} and {@code old-leader} mean, from the facts that the cluster has told: what a node knows
 * and has not told yet, because its ballot is being written, nobody can have seen.
 */
final class Leaders {
    private final List<SimHost> hosts;
    private final History history;

    Leaders(List<SimHost> hosts, List<NodeId> members) {
        this.hosts = hosts;
        history = new History(members);
    }

    void hear(StampedFact fact) {
        if (mayChangeLeader(fact.fact())) {
            history.hear(fact);
        }
    }

    /** Nearly all facts are these, and a heartbeat changes nothing that {@code BecameFollower} has not told. */
    private static boolean mayChangeLeader(Fact fact) {
        return !(fact instanceof MessageSent)
                && !(fact instanceof MessageDelivered)
                && !(fact instanceof HeartbeatHeard)
                && !(fact instanceof TimerArmed);
    }

    Optional<NodeId> leader() {
        return history.nameOf(history.leader());
    }

    SelectorContext picture() {
        Set<NodeId> dead = new TreeSet<>();
        Set<NodeId> paused = new TreeSet<>();
        for (SimHost host : hosts) {
            if (host.life().isEmpty()) {
                dead.add(host.id());
            } else if (host.life().get().isPaused()) {
                paused.add(host.id());
            }
        }
        List<NodeId> members = hosts.stream().map(SimHost::id).toList();
        return new SelectorContext(members, leader(), history.nameOf(history.oldLeader()), dead, paused);
    }
}
