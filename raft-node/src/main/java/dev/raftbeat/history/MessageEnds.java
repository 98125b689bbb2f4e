package dev.raftbeat.history;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of each message: a fold of its own, for those who ask. It keeps every message of the run, and its end, so
 * that it is no part of what is fed to everybody. Facts may come in any order, and more than once.
 */
public final class MessageEnds {
    private final Map<FactId, StampedFact> sent = new LinkedHashMap<>();
    private final Map<FactId, StampedFact> ends = new LinkedHashMap<>();

    public void hear(StampedFact fact) {
        if (fact.fact() instanceof MessageSent) {
            sent.putIfAbsent(fact.id(), fact);
        } else if (fact.fact() instanceof MessageDelivered delivered) {
            ends.merge(delivered.id(), fact, MessageEnds::better);
        } else if (fact.fact() instanceof MessageLost lost) {
            ends.merge(lost.id(), fact, MessageEnds::better);
        }
    }

    private static StampedFact better(StampedFact known, StampedFact other) {
        boolean delivered = other.fact() instanceof MessageDelivered;
        boolean first = !(known.fact() instanceof MessageDelivered) || other.tNanos() < known.tNanos();
        return delivered && first ? other : known;
    }

    /**
     * What was told of its end: a {@code MessageDelivered}, the earliest where copies arrived, or else the first
     * {@code MessageLost}.
     */
    public Optional<StampedFact> endOf(FactId message) {
        return Optional.ofNullable(ends.get(message));
    }

    /** Each {@code MessageSent} without an end, in the order in which they were heard. */
    public List<StampedFact> underWay() {
        return sent.values().stream()
                .filter(fact -> !ends.containsKey(fact.id()))
                .toList();
    }
}
