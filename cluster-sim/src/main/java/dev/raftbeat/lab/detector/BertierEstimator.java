package dev.raftbeat.lab.detector;

/**
 * Bertier's detector: the expectation of NFD-E with a margin that follows its own errors, as TCP's retransmission timer
 * follows round trips (Bertier, Marin and Sens, DSN 2002, §3.2, after Jacobson): of each error, a tenth is taken into
 * the mean error and into its spread, and the margin is the mean error plus four spreads. The threshold is that four.
 *
 * <p>The paper's second layer, which slows heartbeats down for an application, is not part of it. The level is the time
 * since the last heartbeat.
 */
final class BertierEstimator extends SilenceDetector {
    private static final double NANOS_PER_SECOND = 1e9;
    /** The paper's gamma. */
    private static final double WEIGHT = 0.1;

    private final ExpectedArrival expected;
    private final double spreads;
    private double delay;
    private double spread;

    BertierEstimator(long intervalNanos, double spreads, Tuning tuning) {
        super(intervalNanos);
        this.spreads = spreads;
        this.expected = new ExpectedArrival(tuning.window());
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        if (heard()) {
            double error = nowNanos - (expected.next(interval()) + (beats - 1) * interval()) - delay;
            delay += WEIGHT * error;
            spread += WEIGHT * (Math.abs(error) - spread);
        }
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
        long margin = (long) Math.ceil(delay + spreads * spread);
        return Math.max(0, expected.next(interval()) + margin - lastNanos());
    }

    @Override
    double levelAfter(long silentNanos) {
        return silentNanos / NANOS_PER_SECOND;
    }

    @Override
    double threshold() {
        return (heard() ? Math.max(1, patienceNow()) : interval()) / NANOS_PER_SECOND;
    }

    @Override
    String unit() {
        return "s";
    }
}
