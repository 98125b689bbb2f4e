package dev.raftbeat.node;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The facts that one reader has yet to take. A reader that is too slow loses routine facts, counted and told; it never
 * holds up the node. Notable facts are kept up to a bound that only a reader that has stopped reading can reach; then the
 * queue closes, and the reader has to come again.
 */
final class FactQueue {
    private static final int ROUTINE_MAX = 4_096;
    private static final int NOTABLE_MAX = 65_536;

    private final Deque<StampedFact> waiting = new ArrayDeque<>();
    private long lost;
    private StampedFact lastLost;
    private boolean closed;

    FactQueue(List<StampedFact> past) {
        waiting.addAll(past);
    }

    synchronized void offer(StampedFact fact) {
        if (closed) {
            return;
        }
        if (waiting.size() >= ROUTINE_MAX && fact.fact().routine()) {
            lost++;
            lastLost = fact;
            return;
        }
        if (waiting.size() >= NOTABLE_MAX) {
            close();
            return;
        }
        boolean wasEmpty = waiting.isEmpty();
        waiting.add(fact);
        if (wasEmpty) {
            notifyAll();
        }
    }

    /**
     * Waits for facts and takes all there are; an empty list means that none came in time.
     *
     * @return empty when the queue was closed and nothing is left
     */
    @SuppressWarnings("WaitNotInLoop") // A wake that comes too early is an empty list, which every caller expects.
    synchronized Optional<List<StampedFact>> take(long patienceMillis) throws InterruptedException {
        if (waiting.isEmpty() && !closed) {
            wait(patienceMillis);
        }
        if (waiting.isEmpty() && closed) {
            return Optional.empty();
        }
        List<StampedFact> taken = new ArrayList<>(waiting);
        waiting.clear();
        if (lost > 0) {
            // Stamped like the last fact that was dropped: it stands in its place, and the numbering shows the gap.
            taken.add(new StampedFact(
                    lastLost.tNanos(),
                    lastLost.node(),
                    lastLost.boot(),
                    lastLost.seq(),
                    lastLost.lamport(),
                    Optional.empty(),
                    new FactsLost(lost)));
            lost = 0;
        }
        return Optional.of(taken);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
