package dev.raftbeat.sim;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
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
        if (Leadership.isTurn(fact.fact())) {
            history.hear(fact);
        }
    }

    /** What those facts mean. */
    History history() {
        return history;
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
        return SelectorContext.of(history).withDown(dead, paused);
    }
}
