package dev.raftbeat.lab.group;

import java.util.SplittableRandom;

/**
 * Members short of processor time, as Lifeguard's experiments make them: for a while nothing that they send leaves and
 * nothing that arrives is read, then for a moment everything flows, and so on, while their timers go on. Each stalls and
 * recovers by itself.
 */
final class Stalls {
    /** Intervals that a stall lasts. */
    static final int LEAST = 8;

    static final int MOST = 24;
    /** The part of an interval between two stalls, at the most. */
    private static final double BETWEEN = 0.5;

    private final SimulatedGroup group;
    private final int[] victims;
    private final long interval;
    private final SplittableRandom random;

    Stalls(SimulatedGroup group, int[] victims, long interval, SplittableRandom random) {
        this.group = group;
        this.victims = victims;
        this.interval = interval;
        this.random = random;
    }

    void runUntil(long ends) {
        long[] begins = new long[victims.length];
        for (int i = 0; i < begins.length; i++) {
            begins[i] = group.now() + random.nextLong(MOST * interval);
        }
        while (true) {
            int next = 0;
            for (int i = 1; i < begins.length; i++) {
                next = begins[i] < begins[next] ? i : next;
            }
            if (begins[next] >= ends) {
                group.runUntil(ends);
                return;
            }
            group.runUntil(begins[next]);
            long lasts = (long) (interval * random.nextDouble(LEAST, MOST));
            long until = Math.min(ends, begins[next] + lasts);
            group.stall(victims[next], until);
            begins[next] = until + (long) (interval * random.nextDouble(BETWEEN));
        }
    }
}
