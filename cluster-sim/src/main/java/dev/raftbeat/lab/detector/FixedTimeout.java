package dev.raftbeat.lab.detector;

/**
 * Suspects after a fixed silence, whatever the interval: the timeout of most systems (Chen, Toueg and Aguilera 2002,
 * §1.2, call it the common algorithm, and show that it depends on the delay of the last heartbeat).
 */
final class FixedTimeout extends SilenceDetector {
    private final long timeoutNanos;

    FixedTimeout(long intervalNanos, long timeoutNanos) {
        super(intervalNanos);
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    long patience() {
        return timeoutNanos;
    }
}
