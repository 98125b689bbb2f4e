package dev.raftbeat.sim;

import dev.raftbeat.fault.ClusterPicture;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whom the words {@code leader} and {@code old-leader} mean, from what the nodes that run say of themselves. */
final class Leaders {
    private final List<SimHost> hosts;
    private Optional<NodeId> last = Optional.empty();
    private Optional<NodeId> beforeLast = Optional.empty();

    Leaders(List<SimHost> hosts) {
        this.hosts = hosts;
    }

    /** A node has become leader of some term. */
    void elected(NodeId node) {
        if (!last.equals(Optional.of(node))) {
            beforeLast = last;
            last = Optional.of(node);
        }
    }

    /** The node that leads and that a quorum, itself among them, believes to lead, in one term. */
    Optional<NodeId> leader() {
        for (SimHost host : hosts) {
            if (claims(host) && followers(host) > hosts.size() / 2) {
                return Optional.of(host.id());
            }
        }
        return Optional.empty();
    }

    private int followers(SimHost leader) {
        long term = state(leader).term();
        int count = 0;
        for (SimHost host : hosts) {
            if (runs(host)
                    && state(host).term() == term
                    && state(host).believedLeader().filter(leader.id()::equals).isPresent()) {
                count++;
            }
        }
        return count;
    }

    ClusterPicture picture() {
        Optional<NodeId> leader = leader();
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
        return new ClusterPicture(members, leader, oldLeader(leader), dead, paused);
    }

    /** One that goes on claiming to lead, or else the last that did before the present one. */
    private Optional<NodeId> oldLeader(Optional<NodeId> leader) {
        for (SimHost host : hosts) {
            if (leader.isPresent() && !leader.get().equals(host.id()) && claims(host)) {
                return Optional.of(host.id());
            }
        }
        return leader.isPresent() && last.equals(leader) ? beforeLast : last;
    }

    private static boolean claims(SimHost host) {
        return runs(host) && state(host).role() == Role.LEADER;
    }

    private static boolean runs(SimHost host) {
        return host.life().isPresent() && host.life().get().isRunning();
    }

    private static RaftState state(SimHost host) {
        return host.life().orElseThrow().state();
    }
}
