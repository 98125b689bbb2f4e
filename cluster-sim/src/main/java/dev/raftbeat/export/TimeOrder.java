package dev.raftbeat.export;

import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Puts facts into the order of time: nodes tell theirs up to some seconds apart. It holds those of the newest
 * {@value #HORIZON_SECONDS} seconds, and no more than {@value #HELD_MAX}.
 */
public final class TimeOrder implements FactSink {
    private static final int HORIZON_SECONDS = 2;
    static final int HELD_MAX = 50_000;

    private static final Comparator<StampedFact> ORDER = LeaderHistory.BY_TIME;

    private final PriorityQueue<StampedFact> held = new PriorityQueue<>(ORDER);
    private final FactSink behind;
    private long newestNanos = Long.MIN_VALUE;

    /** @param behind told in the order of time */
    public TimeOrder(FactSink behind) {
        this.behind = behind;
    }

    @Override
    public void tell(StampedFact fact) {
        held.add(fact);
        newestNanos = Math.max(newestNanos, fact.tNanos());
        while (held.size() > HELD_MAX || newestNanos - held.peek().tNanos() > HORIZON_SECONDS * 1_000_000_000L) {
            behind.tell(held.poll());
        }
    }

    /** Tells what is held: there are no more facts. */
    public void end() {
        while (!held.isEmpty()) {
            behind.tell(held.poll());
        }
    }
}
