package dev.raftbeat.screen;

import dev.raftbeat.text.Amounts;

/** How much time one column of the strip stands for. */
public final class Zoom {
    public static final int USUAL = 3;
    private static final long MILLI = 1_000_000L;
    private static final long[] NANOS = {
        50 * MILLI,
        100 * MILLI,
        200 * MILLI,
        500 * MILLI,
        1000 * MILLI,
        2000 * MILLI,
        5000 * MILLI,
        10_000 * MILLI,
        30_000 * MILLI,
        60_000 * MILLI
    };

    private Zoom() {}

    public static int clamp(int zoom) {
        return Math.max(0, Math.min(NANOS.length - 1, zoom));
    }

    public static long columnNanos(int zoom) {
        return NANOS[clamp(zoom)];
    }

    public static String word(int zoom) {
        return Amounts.time(columnNanos(zoom));
    }
}
