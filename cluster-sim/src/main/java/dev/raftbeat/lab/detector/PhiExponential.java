package dev.raftbeat.lab.detector;

/**
 * Phi as Cassandra computes it: intervals taken for exponential, so that phi is the silence over the mean interval, in
 * decimal units, and threshold 8 is 18.4 mean intervals (Cassandra's {@code FailureDetector} and its
 * {@code phi_convict_threshold}; CASSANDRA-2597).
 *
 * <p>As there, the first sample is twice the interval and a longer interval than that is never learned.
 */
final class PhiExponential extends SilenceDetector {
    private static final double LN_10 = Math.log(10);
    private final Window window;
    private final double threshold;

    PhiExponential(long intervalNanos, double threshold, Tuning tuning) {
        super(intervalNanos, "phi", threshold);
        this.threshold = threshold;
        this.window = new Window(tuning.window());
        window.add(2 * intervalNanos);
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        if (sinceNanos >= 0 && sinceNanos <= 2 * interval()) {
            window.add(sinceNanos);
        }
    }

    @Override
    void intervalChanges(long toNanos) {
        window.scale((double) toNanos / interval());
    }

    @Override
    long patience() {
        return (long) Math.ceil(threshold * LN_10 * window.mean());
    }

    @Override
    double levelAfter(long silentNanos) {
        return silentNanos / window.mean() / LN_10;
    }
}
