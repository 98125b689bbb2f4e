package dev.raftbeat.why;

import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;

/**
 * Where a chain of causes ends.
 *
 * @param fact the fact at its end, if it ends in one
 * @param text what it was, in words
 */
public record Origin(Kind kind, Optional<StampedFact> fact, String text) {
    /** What kinds of ends there are. */
    public enum Kind {
        /** Something was broken. */
        FAULT("a fault"),
        /** Somebody asked for it: a campaign, a transfer, a reset, a message dropped by hand. */
        ORDER("an order"),
        /** A setting was changed so that it had to come, or a node came up with it. */
        SETTING("a setting"),
        /** The cluster, or a node, had just come up; or it runs with what it was started with. */
        START("a start"),
        /** None was needed: the network's own loss or delay, or timers that ran out close together. */
        CHANCE("chance"),
        /** The facts do not tell. */
        UNDECIDED("undecided");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As it is said: {@code a fault}. */
        public String words() {
            return words;
        }
    }

    static Origin of(Kind kind, StampedFact fact, String text) {
        return new Origin(kind, Optional.of(fact), text);
    }

    static Origin undecided(String text) {
        return new Origin(Kind.UNDECIDED, Optional.empty(), text);
    }

    /** Whether the facts told where it comes from. */
    public boolean decided() {
        return kind != Kind.UNDECIDED;
    }
}
