package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of every message that was sent. */
final class Ledger {
    /** Longer than any message of these tests is under way. */
    private static final long UNDER_WAY_NANOS = 1_000_000_000L;

    private final Map<FactId, StampedFact> sent = new LinkedHashMap<>();
    private final Map<FactId, Integer> ends = new LinkedHashMap<>();
    private long lost;
    private long copies;

    Ledger(List<StampedFact> facts) {
        for (StampedFact fact : facts) {
            if (fact.fact() instanceof MessageSent) {
                sent.put(fact.id(), fact);
            } else if (fact.fact() instanceof MessageDelivered delivered && delivered.copy() == 0) {
                ends.merge(delivered.id(), 1, Integer::sum);
            } else if (fact.fact() instanceof MessageDelivered) {
                copies++;
            } else if (fact.fact() instanceof MessageLost gone) {
                ends.merge(gone.id(), 1, Integer::sum);
                lost++;
            }
        }
    }

    long lost() {
        return lost;
    }

    long copies() {
        return copies;
    }

    /** Each message that is not still under way was delivered or lost, once. */
    void assertBalanced(long nowNanos) {
        for (StampedFact message : sent.values()) {
            int count = ends.getOrDefault(message.id(), 0);
            if (message.tNanos() < nowNanos - UNDER_WAY_NANOS) {
                assertThat(count).as("ends of " + message).isEqualTo(1);
            } else {
                assertThat(count).as("ends of " + message).isLessThanOrEqualTo(1);
            }
        }
    }
}
