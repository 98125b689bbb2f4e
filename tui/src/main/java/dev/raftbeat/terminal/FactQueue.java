package dev.raftbeat.terminal;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Facts on their way from the world to the loop: never blocks the world, and drops routine facts before it bursts. */
final class FactQueue implements FactSink {
    static final int ROUTINE_MAX = 100_000;

    private final Deque<StampedFact> waiting = new ArrayDeque<>();
    private long dropped;

    @Override
    public synchronized void tell(StampedFact fact) {
        if (waiting.size() >= ROUTINE_MAX && fact.fact().routine()) {
            dropped++;
        } else {
            waiting.add(fact);
        }
    }

    /** All that waits, in order. */
    synchronized List<StampedFact> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<StampedFact> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /** How many facts were dropped since this was asked before. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
