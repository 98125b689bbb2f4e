package dev.raftbeat.lab.detector;

/**
 * NFD-E: suspects a safety margin after the time at which the next heartbeat is expected (Chen, Toueg and Aguilera 2002,
 * §6.3, where the margin is called alpha and the window has 32 arrivals). The level is the time since the last heartbeat.
 */
final class ChenEstimator extends SilenceDetector {
    private static final double NANOS_PER_SECOND = 1e9;
    private final ExpectedArrival expected;
    private final long marginNanos;

    ChenEstimator(long intervalNanos, long marginNanos, Tuning tuning) {
        super(intervalNanos);
        this.marginNanos = marginNanos;
        this.expected = new ExpectedArrival(tuning.window());
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        expected.add(nowNanos, beats, interval());
    }

    @Override
    void intervalChanges(long toNanos) {
        expected.clear();
        if (heard()) {
            expected.add(lastNanos(), 1, toNanos);
        }
    }

    @Override
    long patience() {
        return Math.max(0, expected.next(interval()) + marginNanos - lastNanos());
    }

    @Override
    double levelAfter(long silentNanos) {
        return silentNanos / NANOS_PER_SECOND;
    }

    @Override
    double threshold() {
        return (heard() ? Math.max(1, patienceNow()) : interval() + marginNanos) / NANOS_PER_SECOND;
    }

    @Override
    String unit() {
        return "s";
    }
}
