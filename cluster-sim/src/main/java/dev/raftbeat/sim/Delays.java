package dev.raftbeat.sim;

/**
 * How long something takes, as the inverse of its distribution: one draw each time, whatever the distribution, so that
 * changing it never shifts the draws of anything else.
 */
@FunctionalInterface
public interface Delays {
    /**
     * @param draw evenly distributed, 0 (inclusive) to 1 (exclusive)
     * @return nanoseconds, at least 0
     */
    long nanos(double draw);

    static Delays fixed(long nanos) {
        return uniform(nanos, nanos);
    }

    /** Evenly distributed between these two. */
    static Delays uniform(long nanosMin, long nanosMax) {
        requireOrder(nanosMin, nanosMax);
        return draw -> nanosMin + (long) (draw * (nanosMax - nanosMin));
    }

    /**
     * Mostly near the median, now and then many times as long: log-logistic with shape 2, above the least and cut off at
     * the most. One in a hundred is ten times the median away from the least, one in ten thousand a hundred times.
     */
    static Delays longTailed(long nanosMin, long nanosMedian, long nanosMax) {
        requireOrder(nanosMin, nanosMedian);
        requireOrder(nanosMedian, nanosMax);
        return draw -> Math.min(nanosMax, nanosMin + (long) ((nanosMedian - nanosMin) * Math.sqrt(draw / (1 - draw))));
    }

    private static void requireOrder(long less, long more) {
        if (less < 0 || less > more) {
            throw new IllegalArgumentException("delays lie at 0 or above, the least before the most");
        }
    }
}
