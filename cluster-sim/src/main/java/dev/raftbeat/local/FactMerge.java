package dev.raftbeat.local;

import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Puts facts from several streams into the order of their times, by holding each back for a fixed while. */
final class FactMerge {
    private static final Comparator<Held> BY_TIME =
            Comparator.<Held>comparingLong(held -> held.fact.tNanos()).thenComparingLong(held -> held.number);

    private final PriorityQueue<Held> waiting = new PriorityQueue<>(BY_TIME);
    private final long holdNanos;
    private long count;

    FactMerge(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    synchronized void offer(StampedFact fact, long nowNanos) {
        waiting.add(new Held(fact, nowNanos, count++));
    }

    /** All facts before the first, in the order of their times, that has not been held for long enough. */
    synchronized List<StampedFact> due(long nowNanos) {
        List<StampedFact> due = new ArrayList<>();
        while (!waiting.isEmpty() && nowNanos - waiting.peek().sinceNanos >= holdNanos) {
            due.add(waiting.poll().fact);
        }
        return due;
    }

    /** @param number keeps facts of one time, and so those of one node, in the order in which they came */
    private record Held(StampedFact fact, long sinceNanos, long number) {}
}
