package dev.raftbeat.local;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.Optional;

/**
 * Finds what a reader of one node's journal has missed because it was too slow: the numbers of the facts have no gaps. What
 * was told before the reader came is not missed.
 */
final class FactGaps {
    private boolean begun;
    private int boot;
    /** The last place up to which all was heard or told to be lost. */
    private long seq;
    /** How many facts behind that place were told again. */
    private long again;

    /**
     * To be asked for each fact that is news.
     *
     * @param toldAgain whether it stands there for whoever begins to read there
     * @return what was lost before it
     */
    Optional<StampedFact> before(StampedFact fact, boolean toldAgain) {
        if (fact.boot() != boot) {
            boot = fact.boot();
            seq = 0;
            again = 0;
        }
        if (toldAgain) {
            again++;
            return Optional.empty();
        }
        long lost = fact.seq() - seq - 1 - again;
        boolean isLoss = begun && lost > 0;
        begun = true;
        seq = fact.seq();
        again = 0;
        // In the place of the last that was lost.
        return isLoss
                ? Optional.of(new StampedFact(
                        fact.tNanos(),
                        fact.node(),
                        fact.boot(),
                        fact.seq() - 1,
                        fact.lamport(),
                        Optional.empty(),
                        new FactsLost(lost)))
                : Optional.empty();
    }
}
