package dev.raftbeat.why;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One life of a node: its facts in their order, and what became of the messages that it sent. */
final class NodeLife {
    final NodeId node;
    final int boot;
    private final TreeMap<Long, StampedFact> bySeq = new TreeMap<>();
    private final SortedMap<NodeId, TreeMap<Long, StampedFact>> sentTo = new TreeMap<>();
    /** By the message's place in this life. */
    private final TreeMap<Long, StampedFact> ends = new TreeMap<>();

    NodeLife(NodeId node, int boot) {
        this.node = node;
        this.boot = boot;
    }

    void take(StampedFact fact) {
        bySeq.put(fact.seq(), fact);
        if (fact.fact() instanceof MessageSent sent) {
            sentTo.computeIfAbsent(sent.to(), ignored -> new TreeMap<>()).put(fact.seq(), fact);
        }
    }

    /** The first end of a message counts, but for a loss that is told beside a delivery. */
    void ended(FactId message, StampedFact end) {
        StampedFact known = ends.get(message.seq());
        boolean better = known == null
                || (!(known.fact() instanceof MessageDelivered) && end.fact() instanceof MessageDelivered)
                || (known.fact() instanceof MessageDelivered
                        && end.fact() instanceof MessageDelivered
                        && end.tNanos() < known.tNanos());
        if (better) {
            ends.put(message.seq(), end);
        }
    }

    Optional<StampedFact> at(long seq) {
        return Optional.ofNullable(bySeq.get(seq));
    }

    Optional<StampedFact> first() {
        return bySeq.isEmpty()
                ? Optional.empty()
                : Optional.of(bySeq.firstEntry().getValue());
    }

    Optional<StampedFact> last() {
        return bySeq.isEmpty()
                ? Optional.empty()
                : Optional.of(bySeq.lastEntry().getValue());
    }

    Optional<StampedFact> end(StampedFact sent) {
        return Optional.ofNullable(ends.get(sent.seq()));
    }

    /** The newest such fact before this place. */
    Optional<StampedFact> lastBefore(long seq, Predicate<Fact> wanted) {
        return find(bySeq.headMap(seq, false).descendingMap().values(), wanted);
    }

    /** The oldest such fact behind this place. */
    Optional<StampedFact> firstAfter(long seq, Predicate<Fact> wanted) {
        return find(bySeq.tailMap(seq, false).values(), wanted);
    }

    private static Optional<StampedFact> find(Iterable<StampedFact> facts, Predicate<Fact> wanted) {
        for (StampedFact fact : facts) {
            if (wanted.test(fact.fact())) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }

    /** Messages of a kind to a peer, sent from the one time to the other, both included. */
    List<StampedFact> sent(NodeId to, String kind, long fromNanos, long toNanos) {
        List<StampedFact> found = new ArrayList<>();
        for (StampedFact fact :
                sentTo.getOrDefault(to, new TreeMap<>()).descendingMap().values()) {
            if (fact.tNanos() < fromNanos) {
                break;
            }
            if (fact.tNanos() <= toNanos && ((MessageSent) fact.fact()).kind().equals(kind)) {
                found.add(0, fact);
            }
        }
        return found;
    }

    /** Messages to a peer behind this place of the life, and before the other. */
    List<StampedFact> sentBetween(NodeId to, long afterSeq, long beforeSeq) {
        return afterSeq >= beforeSeq
                ? List.of()
                : List.copyOf(sentTo.getOrDefault(to, new TreeMap<>())
                        .subMap(afterSeq, false, beforeSeq, false)
                        .values());
    }

    Iterable<StampedFact> facts() {
        return bySeq.values();
    }
}
