package dev.raftbeat.world;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.world.NodeView.Saving;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The saves of one node that have begun and not ended, as far as it was heard. */
final class PendingSaves {
    private final Deque<Write> waiting = new ArrayDeque<>();

    private record Write(Ballot ballot, long sinceNanos) {}

    void begin(Ballot ballot, long nowNanos) {
        waiting.add(new Write(ballot, nowNanos));
    }

    /** Older ones go too: saves end in the order in which they began, and a reader may have lost facts. */
    void end(Ballot saved) {
        while (!waiting.isEmpty() && !waiting.poll().ballot.equals(saved)) {}
    }

    void forget() {
        waiting.clear();
    }

    /** The one that goes on, and how many wait. */
    Optional<Saving> now() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Saving(waiting.peek().ballot, waiting.peek().sinceNanos, waiting.size()));
    }
}
