package dev.raftbeat.terminal;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.WorldObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Facts on their way from the world to the loop: never blocks the world, and drops routine facts before it bursts. When
 * time goes back, all that waits is forgotten with the rest.
 */
final class FactInbox implements WorldObserver {
    /** For a world that goes on by itself, minutes of facts. */
    static final int ROUTINE_MAX = 100_000;

    /** For a world whose time can go back, which tells whole runs at once, far quicker than they happened. */
    static final int WHOLE_RUN_MAX = 2_000_000;

    private final int routineMax;
    private final Deque<StampedFact> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean anew;

    /** @param routineMax how many facts may wait before routine ones are dropped */
    FactInbox(int routineMax) {
        this.routineMax = routineMax;
    }

    /**
     * Facts that came since the last batch.
     *
     * @param anew whether all facts of earlier batches are to be forgotten
     * @param facts in order
     */
    record Batch(boolean anew, List<StampedFact> facts) {
        private static final Batch EMPTY = new Batch(false, List.of());

        Batch {
            facts = List.copyOf(facts);
        }
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        if (waiting.size() >= routineMax && fact.fact().routine()) {
            dropped++;
        } else {
            waiting.add(fact);
        }
    }

    @Override
    public synchronized void startAnew() {
        waiting.clear();
        dropped = 0;
        anew = true;
    }

    /** All that waits. */
    synchronized Batch take() {
        if (waiting.isEmpty() && !anew) {
            return Batch.EMPTY;
        }
        Batch all = new Batch(anew, new ArrayList<>(waiting));
        waiting.clear();
        anew = false;
        return all;
    }

    /** How many facts were dropped since this was asked before. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
