package dev.raftbeat.world.sentence;

import dev.raftbeat.protocol.StampedFact;

/**
 * A fact told as a sentence.
 *
 * @param text one line of plain English without control characters, ready to be shown
 */
public record Sentence(StampedFact fact, Weight weight, String text) {
    /** How much a sentence matters to somebody who has little room. */
    public enum Weight {
        /** Who leads, who died, what was broken: a small screen shows these alone. */
        HEADLINE,
        /** How it came about. */
        DETAIL
    }

    public boolean headline() {
        return weight == Weight.HEADLINE;
    }
}
