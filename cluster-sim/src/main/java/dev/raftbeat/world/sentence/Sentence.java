package dev.raftbeat.world.sentence;

import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.List;

/**
 * A fact told as a sentence, or what was found out from several.
 *
 * @param fact the fact; of several, the last to happen
 * @param text one line of plain English without control characters, ready to be shown
 * @param evidence the facts from which it was found out; empty for a sentence that tells a fact
 */
public record Sentence(StampedFact fact, Weight weight, String text, List<StampedFact> evidence) {
    public Sentence {
        evidence = List.copyOf(evidence);
    }

    /** A fact, told. */
    public Sentence(StampedFact fact, Weight weight, String text) {
        this(fact, weight, text, List.of());
    }

    /** What was found out from these facts; a headline. */
    public static Sentence finding(String text, List<StampedFact> evidence) {
        StampedFact last = evidence.stream()
                .max(Comparator.comparingLong(StampedFact::tNanos))
                .orElseThrow();
        return new Sentence(last, Weight.HEADLINE, text, evidence);
    }

    public boolean isFinding() {
        return !evidence.isEmpty();
    }

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
