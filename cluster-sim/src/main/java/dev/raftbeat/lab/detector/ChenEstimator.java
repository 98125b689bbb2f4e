package dev.raftbeat.lab.detector;

/**
 * NFD-E: suspects a safety margin after the time at which the next heartbeat is expected (Chen, Toueg and Aguilera, IEEE
 * Transactions on Computers 51(5), 2002, §6.3, where the margin is called alpha and the window has 32 arrivals). The level
 * is the time since the last heartbeat.
 *
 * <p>The expectation is the average of the window's arrivals, each moved forward by the interval for every heartbeat that
 * the sender counts between it and the next one. It needs no clock of the sender's, but a sender that keeps to its grid:
 * one that is paused and does not skip the missed beats makes every expectation too early for a whole window.
 */
class ChenEstimator extends SilenceDetector {
    private final Window offsets;
    private final long marginNanos;
    private long originNanos;
    private long beatsSinceOrigin;

    ChenEstimator(long intervalNanos, long marginNanos, Tuning tuning) {
        super(intervalNanos);
        this.marginNanos = marginNanos;
        this.offsets = new Window(tuning.window());
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        add(nowNanos, beats, interval());
    }

    private void add(long nowNanos, long beats, long intervalNanos) {
        if (offsets.size() == 0) {
            originNanos = nowNanos;
            beatsSinceOrigin = 0;
        } else {
            beatsSinceOrigin += beats;
        }
        offsets.add(nowNanos - originNanos - beatsSinceOrigin * intervalNanos);
    }

    /** The arrivals are forgotten: their grid is not the sender's any more. */
    @Override
    void intervalChanges(long toNanos) {
        offsets.clear();
        if (heard()) {
            add(lastNanos(), 1, toNanos);
        }
    }

    /** When the heartbeat after the newest is expected. */
    final long expected() {
        long offset = offsets.size() == 0 ? 0 : Math.round(offsets.mean());
        return originNanos + (beatsSinceOrigin + 1) * interval() + offset;
    }

    /** How long after that it is waited for. */
    long margin() {
        return marginNanos;
    }

    @Override
    final long patience() {
        return Math.max(0, expected() + margin() - lastNanos());
    }
}
