package dev.raftbeat.node;

/**
 * The clock that a node lives by: the host's monotonic one, or one that an injected skew lets run faster or slower. It
 * never jumps: a change of rate bends it where it stands.
 */
final class NodeClock {
    private long hostBase;
    private long ownBase;
    private double rate = 1.0;

    NodeClock(long hostNanos) {
        hostBase = hostNanos;
        ownBase = hostNanos;
    }

    long now(long hostNanos) {
        // Without skew, exactly the host's difference: a double would lose nanoseconds after some months of uptime.
        long passed = hostNanos - hostBase;
        return ownBase + (rate == 1.0 ? passed : (long) (passed * rate));
    }

    /** How long the host has to wait until this clock shows {@code ownNanos}; at least 0. */
    long hostDelayUntil(long ownNanos, long hostNanos) {
        long left = ownNanos - now(hostNanos);
        return Math.max(0, rate == 1.0 ? left : (long) Math.ceil(left / rate));
    }

    /** @param newRate 1.0 for true time, 1.05 for a clock that gains 5 % */
    void setRate(double newRate, long hostNanos) {
        if (newRate != rate) {
            ownBase = now(hostNanos);
            hostBase = hostNanos;
            rate = newRate;
        }
    }
}
