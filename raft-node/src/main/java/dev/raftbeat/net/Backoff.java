package dev.raftbeat.net;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: twice as long each time up to a cap, and drawn at random from the
 * upper half, so that nodes that lost each other together do not come back together for ever.
 */
final class Backoff {
    private static final int DOUBLINGS_MAX = 30;
    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @return nanoseconds, at most {@code capNanos}, and more than nothing */
    long nextNanos(long firstNanos, long capNanos) {
        long doubled = Math.max(1, firstNanos) << attempts;
        boolean overflown = doubled >> attempts != Math.max(1, firstNanos);
        attempts = Math.min(attempts + 1, DOUBLINGS_MAX);
        long ceiling = overflown ? capNanos : Math.min(doubled, capNanos);
        return Math.max(1, ceiling - random.nextLong(ceiling / 2 + 1));
    }

    /** The last attempt succeeded: the next wait is a short one. */
    void reset() {
        attempts = 0;
    }
}
