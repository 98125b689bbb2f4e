package dev.raftbeat.scenario.expect;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When the cluster had a leader that could have served: one whose heartbeats a quorum acknowledged. A leader that a
 * quorum follows and that hears none of them, as a deaf one, serves nobody, though nobody misses it.
 *
 * <p>A leader counts as serving from one acknowledgement by a quorum to the next, if they are no more than one E apart,
 * and up to the end of its process. Otherwise its service ended with the last one: nobody can know better.
 */
final class LeaderService {
    /** A stretch without service. */
    record Gap(long fromNanos, long toNanos) {
        long nanos() {
            return Math.max(0, toNanos - fromNanos);
        }
    }

    private final SortedMap<NodeId, SortedMap<NodeId, Long>> acknowledged = new TreeMap<>();
    private final History history;
    private final List<Gap> gaps = new ArrayList<>();
    private Optional<NodeId> server = Optional.empty();
    private boolean alone;
    private long serverTerm;
    private long servedToNanos;
    private long sinceNanos;

    LeaderService(History history, long beganNanos) {
        this.history = history;
        servedToNanos = beganNanos;
        sinceNanos = beganNanos;
    }

    /** Only what comes from now on is asked for. */
    void turnPage(long nowNanos) {
        gaps.clear();
        sinceNanos = nowNanos;
    }

    /** The node has become leader of this term; with a quorum of one it serves at once. */
    void leads(NodeId node, long term, long nowNanos) {
        acknowledged.put(node, new TreeMap<>());
        if (history.quorum() == 1) {
            serves(node, term, nowNanos, 0);
            alone = true;
        }
    }

    /** The node's process stands still from now on: up to now it served. */
    void halted(NodeId node, long nowNanos, long patienceNanos) {
        if (server.equals(Optional.of(node)) && (alone || nowNanos - servedToNanos <= patienceNanos)) {
            servedToNanos = Math.max(servedToNanos, nowNanos);
        }
    }

    /** The node's process is no more. */
    void ended(NodeId node, long nowNanos, long patienceNanos) {
        halted(node, nowNanos, patienceNanos);
        if (server.equals(Optional.of(node))) {
            alone = false;
            server = Optional.empty();
        }
    }

    void delivered(StampedFact stamped, MessageDelivered fact, long patienceNanos) {
        if (!fact.kind().equals("AppendEntriesReply")) {
            return;
        }
        int node = history.place(stamped.node());
        long term = node < 0 ? 0 : history.term(node);
        if (node < 0 || history.role(node) != Role.LEADER || fact.term() != term) {
            return;
        }
        SortedMap<NodeId, Long> of = acknowledged.get(stamped.node());
        of.put(fact.from(), stamped.tNanos());
        OptionalLong since = quorumSince(of, history.quorum() - 1);
        if (since.isPresent()) {
            serves(stamped.node(), term, since.getAsLong(), patienceNanos);
        }
    }

    private static OptionalLong quorumSince(SortedMap<NodeId, Long> acknowledged, int others) {
        List<Long> times = new ArrayList<>(acknowledged.values());
        times.sort(Collections.reverseOrder());
        return times.size() < others ? OptionalLong.empty() : OptionalLong.of(times.get(others - 1));
    }

    private void serves(NodeId node, long term, long fromNanos, long patienceNanos) {
        if (term < serverTerm || fromNanos < servedToNanos) {
            return;
        }
        boolean goesOn = server.equals(Optional.of(node)) && term == serverTerm;
        if (!goesOn || fromNanos - servedToNanos > patienceNanos) {
            gaps.add(new Gap(servedToNanos, fromNanos));
        }
        server = Optional.of(node);
        serverTerm = term;
        servedToNanos = fromNanos;
    }

    /** All stretches without service since the page was turned, the one that goes on among them. */
    List<Gap> gaps(long nowNanos, long patienceNanos) {
        List<Gap> all = new ArrayList<>(gaps);
        boolean served = server.isPresent() && (alone || nowNanos - servedToNanos <= patienceNanos);
        if (!served) {
            all.add(new Gap(servedToNanos, nowNanos));
        }
        return all.stream()
                .map(gap -> new Gap(Math.max(gap.fromNanos, sinceNanos), gap.toNanos))
                .filter(gap -> gap.nanos() > 0)
                .toList();
    }
}
