package dev.raftbeat.why;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;

/**
 * One link of a chain of causes.
 *
 * @param tNanos when it happened, on the clock of the fact that it rests on
 * @param fact the fact that it rests on, or the first of several
 * @param text a sentence without its time and without a full stop
 * @param timed whether its time is worth a word in running text
 */
public record CauseStep(long tNanos, Optional<FactId> fact, String text, boolean timed) {
    static CauseStep at(StampedFact fact, String text) {
        return new CauseStep(fact.tNanos(), Optional.of(fact.id()), text, true);
    }

    static CauseStep aside(StampedFact fact, String text) {
        return new CauseStep(fact.tNanos(), Optional.of(fact.id()), text, false);
    }
}
