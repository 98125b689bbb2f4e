package dev.raftbeat.world;

import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Facts on their way from the world to a loop that takes them when it can: never blocks the world, and drops routine facts before it bursts. When
 * time goes back, all that waits is forgotten with the rest.
 */
public final class FactInbox implements WorldObserver {
    /** For a world that goes on by itself, minutes of facts. */
    public static final int ROUTINE_MAX = 100_000;

    /** For a world whose time can go back, which tells whole runs at once, far quicker than they happened. */
    public static final int WHOLE_RUN_MAX = 2_000_000;

    private final int routineMax;
    private final Deque<StampedFact> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean anew;

    /** @param routineMax how many facts may wait before routine ones are dropped */
    public FactInbox(int routineMax) {
        this.routineMax = routineMax;
    }

    /** For this world, with room for what it tells at once. */
    public static FactInbox of(World world) {
        return new FactInbox(world.timeTravel().isPresent() ? WHOLE_RUN_MAX : ROUTINE_MAX);
    }

    /**
     * Facts that came since the last batch.
     *
     * @param anew whether all facts of earlier batches are to be forgotten
     * @param facts in order
     */
    public record Batch(boolean anew, List<StampedFact> facts) {
        private static final Batch EMPTY = new Batch(false, List.of());

        public Batch {
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
    public synchronized Batch take() {
        if (waiting.isEmpty() && !anew) {
            return Batch.EMPTY;
        }
        Batch all = new Batch(anew, new ArrayList<>(waiting));
        waiting.clear();
        anew = false;
        return all;
    }

    /** How many facts were dropped since this was asked before. */
    public synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
