package dev.raftbeat.lab.membership;

/**
 * How often a worker beats that beats less often when it has nothing to say: each heartbeat without news doubles the
 * interval up to the longest, and news bring it back to the shortest at once. The heartbeat tells the interval until the
 * next, so that a detector is never surprised.
 */
public final class AdaptiveInterval {
    private final long leastNanos;
    private final long mostNanos;
    private long presentNanos;

    /** @throws IllegalArgumentException unless {@code 0 < least <= most} */
    public AdaptiveInterval(long leastNanos, long mostNanos) {
        if (leastNanos <= 0 || mostNanos < leastNanos) {
            throw new IllegalArgumentException(
                    "the longest interval is not shorter than the shortest, and that is above 0");
        }
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        this.presentNanos = leastNanos;
    }

    /** The rhythm to tell in a heartbeat that goes out now, with news or without. */
    public HeartbeatSchedule next(boolean news) {
        presentNanos = news ? leastNanos : Math.min(mostNanos, 2 * presentNanos);
        return new HeartbeatSchedule(presentNanos, leastNanos);
    }
}
