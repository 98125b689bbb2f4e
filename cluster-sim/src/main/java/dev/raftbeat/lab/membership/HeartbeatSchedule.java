package dev.raftbeat.lab.membership;

/**
 * How often a worker beats, as far as it tells.
 *
 * @param intervalNanos until its next heartbeat at the latest; 0 when it does not tell
 * @param baseNanos its interval when it has something to say; 0 when it does not tell
 */
public record HeartbeatSchedule(long intervalNanos, long baseNanos) {
    public static final HeartbeatSchedule UNTOLD = new HeartbeatSchedule(0, 0);

    /** @throws IllegalArgumentException when a number is negative */
    public HeartbeatSchedule {
        if (intervalNanos < 0 || baseNanos < 0) {
            throw new IllegalArgumentException("an interval is 0 or more");
        }
    }

    /** How many times longer than usual it is quiet now; 1 when it tells nothing of that kind. */
    public double stretch() {
        return baseNanos == 0 ? 1 : Math.max(1, (double) intervalNanos / baseNanos);
    }

    /** The interval to expect. */
    public long orElse(long expectedNanos) {
        return intervalNanos > 0 ? intervalNanos : expectedNanos;
    }
}
