package dev.raftbeat.lab.detector;

/**
 * NFD-S, the detector for clocks that agree: heartbeat {@code i} is sent at time {@code i} intervals, and from a fixed
 * time after that moment on the process is suspected unless a heartbeat of that number or later has come (Chen, Toueg
 * and Aguilera 2002, Figure 6). Nothing is estimated, so it has an analysis in closed form (Theorem 5).
 *
 * <p>It holds only where heartbeat 0 is sent at time 0 of the watcher's own clock, as in the laboratory.
 */
final class SharedClock extends SilenceDetector {
    private final long shiftNanos;

    SharedClock(long intervalNanos, long shiftNanos) {
        super(intervalNanos);
        this.shiftNanos = shiftNanos;
    }

    @Override
    long patience() {
        return Math.max(0, (lastSequence() + 1) * interval() + shiftNanos - lastNanos());
    }
}
