package dev.raftbeat.lab.detector;

/**
 * What a detector has besides its threshold; each kind says which of it it takes.
 *
 * @param window how many arrivals are remembered, 2 to 100,000
 * @param floorNanos the least deviation that is believed; negative for a tenth of the interval, Pekko's proportion
 * @param pauseNanos a silence that is borne on top of the mean interval, 0 or more
 * @param trustedOnly whether intervals that ended in suspicion are left out of the window
 */
public record Tuning(int window, long floorNanos, long pauseNanos, boolean trustedOnly) {
    private static final int WINDOW_MAX = 100_000;
    private static final int FLOOR_SHARE = 10;

    public Tuning {
        if (window < 2 || window > WINDOW_MAX) {
            throw new IllegalArgumentException("window takes a number of arrivals from 2 to 100000");
        }
    }

    public static Tuning ofWindow(int window) {
        return new Tuning(window, -1, 0, false);
    }

    long floorNanos(long intervalNanos) {
        return floorNanos < 0 ? intervalNanos / FLOOR_SHARE : floorNanos;
    }
}
