package dev.raftbeat.check;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;

/**
 * How much of a node's story was heard. Sequence numbers have no gaps, so a gap says that something was not heard: a
 * slow reader loses routine facts, and a reader that came late was told only what makes the present understandable.
 * What was not heard may have happened, so absence proves something only within an unbroken run.
 */
public final class FactCoverage {
    private int boot;
    private long seq;
    private long unbrokenFrom;

    /** Answers whether the fact is news: not of an earlier life, and not heard before. */
    public boolean take(StampedFact fact) {
        if (fact.fact() instanceof FactsLost) {
            // It stands in the place of the last fact that was lost; the gap in the numbers says the same.
            return false;
        }
        if (fact.boot() < boot || (fact.boot() == boot && fact.seq() <= seq)) {
            return false;
        }
        if (fact.boot() > boot || fact.seq() != seq + 1) {
            unbrokenFrom = fact.seq();
        }
        boot = fact.boot();
        seq = fact.seq();
        return true;
    }

    /** Whether the story has gone beyond this place, so that it will never be heard if it was not. */
    public boolean isPast(FactId place) {
        return boot > place.boot() || (boot == place.boot() && seq > place.seq());
    }

    /** Whether everything from this place of the present life up to now was heard. */
    public boolean unbrokenSince(long earlierSeq) {
        return unbrokenFrom <= earlierSeq;
    }
}
