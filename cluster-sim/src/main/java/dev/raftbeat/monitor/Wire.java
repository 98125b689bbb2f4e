package dev.raftbeat.monitor;

/** The bounds of what travels. */
final class Wire {
    /** A heartbeat, in bytes: room for the metadata of a worker, times the members that a monitor knows at most. */
    static final int BODY_MAX = 8 * 1024;

    /** What one monitor reads of another, in bytes. */
    static final int STATUS_MAX = 64 * 1024 * 1024;

    /** An answer to a worker, in bytes. */
    static final int ANSWER_MAX = 4 * 1024;

    static final double NANOS_PER_SECOND = 1e9;

    private Wire() {}

    static double seconds(long nanos) {
        return Math.round(nanos / 1e3) / 1e6;
    }

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS_PER_SECOND);
    }
}
