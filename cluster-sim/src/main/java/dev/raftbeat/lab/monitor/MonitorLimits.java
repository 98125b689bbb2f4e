package dev.raftbeat.lab.monitor;

/** The bounds of what travels, and times as they are written: in seconds. */
final class MonitorLimits {
    /** A heartbeat, in bytes, and again the metadata of one worker as a monitor writes them. */
    static final int BODY_MAX = 8 * 1024;

    /** What a monitor tells of one worker, in bytes: its metadata and what the monitor thinks of it. */
    static final int WORKER_MAX = 16 * 1024;

    /** What one monitor reads of another, and of its own file, in bytes. */
    static final long STATUS_MAX = 256L * 1024 * 1024;

    /** An answer to a worker, in bytes. */
    static final int ANSWER_MAX = 4 * 1024;

    static final double NANOS_PER_SECOND = 1e9;

    /** Longer than anything runs, and short enough to be added to a time. */
    private static final double LONGEST_SECONDS = 10 * 365.25 * 86_400;

    private MonitorLimits() {}

    static double seconds(long nanos) {
        return Math.round(nanos / 1e3) / 1e6;
    }

    /** To the nanosecond, so that what is written is read again as the same. */
    static double exactSeconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    /** A length of time, 0 to ten years; what is beyond counts as ten years. */
    static long nanos(double seconds) {
        return Math.round(Math.max(0, Math.min(LONGEST_SECONDS, seconds)) * NANOS_PER_SECOND);
    }
}
