package dev.raftbeat.fault.rule;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;

/** One rule for what comes from one peer. */
public sealed interface LinkRule {
    /** The {@code FaultBegan} that made it. */
    FactId by();

    /** Whether it cuts the link at any moment between these two, both included. */
    default boolean cutsWithin(long sinceNanos, long untilNanos) {
        return false;
    }

    /** Nothing passes. */
    record Cut(FactId by) implements LinkRule {
        @Override
        public boolean cutsWithin(long sinceNanos, long untilNanos) {
            return true;
        }
    }

    /**
     * Nothing passes in every first stretch of two, counted from the beginning.
     *
     * @param everyNanos the length of a stretch, positive
     * @param beganNanos on the host's monotonic clock
     * @param duringNanos its length in all; {@link Bounds#NANOS_MAX} for no end
     */
    record Flap(long everyNanos, long beganNanos, long duringNanos, FactId by) implements LinkRule {
        public Flap {
            requireTimes(everyNanos - 1, duringNanos);
            if (beganNanos < -Bounds.NANOS_MAX || beganNanos > Bounds.NANOS_MAX) {
                throw new IllegalArgumentException("a flap begins between -2^61 and 2^61 ns of the host's clock");
            }
        }

        @Override
        public boolean cutsWithin(long sinceNanos, long untilNanos) {
            // Only differences of such clocks mean anything; they may be negative themselves.
            long since = Math.max(0, sinceNanos - beganNanos);
            long until = Math.min(duringNanos - 1, untilNanos - beganNanos);
            if (since > until) {
                return false;
            }
            boolean cutAtFirst = since / everyNanos % 2 == 0;
            boolean anotherStretchBegins = until / everyNanos > since / everyNanos;
            return cutAtFirst || anotherStretchBegins;
        }
    }

    /** Everything takes longer. */
    record Slow(long delayNanos, long spreadNanos, FactId by) implements LinkRule {
        public Slow {
            requireTimes(delayNanos, spreadNanos);
        }
    }

    /** What may happen to a message with some probability. */
    enum ChanceOf {
        LOSE,
        DUPLICATE,
        REORDER
    }

    /**
     * @param share 0 to 1
     * @param withinNanos how long a message may be held back; 0 unless it is about {@link ChanceOf#REORDER}
     */
    record Chance(ChanceOf what, double share, long withinNanos, FactId by) implements LinkRule {
        public Chance {
            requireTimes(withinNanos, 0);
            if (!(share >= 0 && share <= 1) || (withinNanos > 0) != (what == ChanceOf.REORDER)) {
                throw new IllegalArgumentException(
                        "a share lies between 0 and 1, and only a reorder holds back, within some time");
            }
        }
    }

    private static void requireTimes(long oneNanos, long otherNanos) {
        if (Math.min(oneNanos, otherNanos) < 0 || Math.max(oneNanos, otherNanos) > Bounds.NANOS_MAX) {
            throw new IllegalArgumentException("a rule's times lie between 0 and 2^61 ns, and a flap's turn above 0");
        }
    }
}
