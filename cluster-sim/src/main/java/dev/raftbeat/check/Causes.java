package dev.raftbeat.check;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last facts of one node, to walk from one of them back to what triggered it. */
public final class Causes {
    private static final int REMEMBERED = 512;
    private static final int STEPS_MAX = 32;

    /** By their place in their life: a newer fact takes the room of the one that many places before it. */
    private final StampedFact[] facts = new StampedFact[REMEMBERED];

    void remember(StampedFact fact) {
        facts[(int) (fact.seq() % REMEMBERED)] = fact;
    }

    private StampedFact recall(FactId id) {
        StampedFact fact = facts[(int) (id.seq() % REMEMBERED)];
        return fact != null && fact.seq() == id.seq() && fact.boot() == id.boot() ? fact : null;
    }

    /**
     * What led to a fact within its node, the nearest first.
     *
     * @param whole whether the walk reached its trigger; otherwise some of it was not heard, or is long past
     */
    public record Chain(List<StampedFact> links, boolean whole) {
        public boolean has(Class<? extends Fact> kind) {
            return links.stream().anyMatch(link -> kind.isInstance(link.fact()));
        }
    }

    /** What triggered a fact within its node; null when nothing did, or it was not heard, or is long past. */
    public StampedFact nearest(StampedFact fact) {
        Optional<FactId> cause = fact.cause();
        return cause.isPresent() && cause.get().node().equals(fact.node()) ? recall(cause.get()) : null;
    }

    /** The delivery that a fact goes back to; null when it goes back to none that is known. */
    public StampedFact delivery(StampedFact fact) {
        StampedFact at = nearest(fact);
        for (int steps = 1; at != null && steps <= STEPS_MAX; steps++) {
            if (at.fact() instanceof MessageDelivered) {
                return at;
            }
            at = nearest(at);
        }
        return null;
    }

    /** The walk ends at a delivery, at a fact without a cause, or at a fact of the world. */
    public Chain of(StampedFact fact) {
        List<StampedFact> links = new ArrayList<>();
        StampedFact at = fact;
        while (links.size() < STEPS_MAX) {
            Optional<FactId> cause = at.cause();
            boolean trigger = cause.isEmpty() || !cause.get().node().equals(fact.node());
            if (trigger) {
                return new Chain(links, true);
            }
            StampedFact before = recall(cause.get());
            if (before == null) {
                return new Chain(links, false);
            }
            links.add(before);
            if (before.fact() instanceof MessageDelivered) {
                return new Chain(links, true);
            }
            at = before;
        }
        return new Chain(links, false);
    }
}
