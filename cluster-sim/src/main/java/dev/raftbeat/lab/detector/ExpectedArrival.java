package dev.raftbeat.lab.detector;

/**
 * When the next heartbeat is expected, by the estimate of NFD-E: the arrivals of the window, each moved forward by the
 * interval for every heartbeat that the sender counts between it and the next one, averaged (Chen, Toueg and Aguilera,
 * IEEE Transactions on Computers 51(5), 2002, §6.3). It needs no clock of the sender's, but a sender that keeps to its
 * grid: one that is paused and does not skip the missed beats makes every expectation too early for a whole window.
 */
final class ExpectedArrival {
    private final Window offsets;
    private long originNanos;
    private long beatsSinceOrigin;

    ExpectedArrival(int window) {
        this.offsets = new Window(window);
    }

    /** @param beats how many the sender counts since the heartbeat before, as in {@link SilenceDetector#learn} */
    void add(long nowNanos, long beats, long intervalNanos) {
        if (offsets.size() == 0) {
            originNanos = nowNanos;
            beatsSinceOrigin = 0;
        } else {
            beatsSinceOrigin += beats;
        }
        offsets.add(nowNanos - originNanos - beatsSinceOrigin * intervalNanos);
    }

    /** Forgets the arrivals: their grid is not the sender's any more. */
    void clear() {
        offsets.clear();
    }

    /** When the heartbeat after the newest is expected. */
    long next(long intervalNanos) {
        return originNanos + (beatsSinceOrigin + 1) * intervalNanos + Math.round(offsets.mean());
    }
}
