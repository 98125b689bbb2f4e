package dev.raftbeat.sim;

/**
 * The clock that a node lives by: a quartz with its own small error, which a skew lets run faster or slower still. It
 * never jumps: a change of rate bends it where it stands.
 */
final class SimClock {
    private final double drift;
    private long hostBase;
    private long ownBase;
    private double rate;

    /** @param driftPpm how many parts in a million it gains when nothing skews it */
    SimClock(double driftPpm) {
        drift = 1 + driftPpm / 1e6;
        rate = drift;
    }

    long now(long hostNanos) {
        long passed = hostNanos - hostBase;
        return ownBase + (rate == 1.0 ? passed : (long) (passed * rate));
    }

    /** The true time at which this clock shows {@code ownNanos}; at least {@code hostNanos}, which is now. */
    long hostTimeOf(long ownNanos, long hostNanos) {
        long left = ownNanos - now(hostNanos);
        if (left <= 0) {
            return hostNanos;
        }
        return hostNanos + (rate == 1.0 ? left : (long) Math.ceil(left / rate));
    }

    /** @param skew 1.0 for none, 1.05 for a clock that gains 5 % on top of its own error */
    void skew(double skew, long hostNanos) {
        if (skew * drift != rate) {
            ownBase = now(hostNanos);
            hostBase = hostNanos;
            rate = skew * drift;
        }
    }
}
