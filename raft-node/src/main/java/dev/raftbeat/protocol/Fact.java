package dev.raftbeat.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Something that happened, in the past tense and in the protocol's own words. Screen, checks, recordings, metrics and
 * transcripts are folds over the stream of facts and have no other input.
 *
 * <p>The family is sealed in two steps, by subject. Where every case must be known, dispatch through
 * {@link FactVisitor}; where only a few matter, implement {@link FactListener}.
 */
public sealed interface Fact
        permits LifeFact, TimerFact, VoteFact, RoleFact, MessageFact, LinkFact, WorldFact, StoreFact {
    /** A field that recordings of earlier versions lack; {@link #value} is what they are read with. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Added {
        /** {@code true}, {@code false} or a whole number. */
        String value();
    }

    <R> R accept(FactVisitor<R> visitor);

    /** The name that it bears in NDJSON: that of its record. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Whether it may be dropped, counted, for a slow reader. */
    default boolean routine() {
        return Weight.isRoutine(getClass());
    }
}
