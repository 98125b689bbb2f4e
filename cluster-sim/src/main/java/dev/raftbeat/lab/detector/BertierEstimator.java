package dev.raftbeat.lab.detector;

/**
 * Bertier's detector: the expectation of NFD-E with a margin that follows its own errors, as TCP's retransmission timer
 * follows round trips (Bertier, Marin and Sens, DSN 2002, §3.2, after Jacobson): of each error, a tenth is taken into
 * the mean error and into its spread, and the margin is the mean error plus four spreads. The threshold is that four.
 *
 * <p>The paper's second layer, which slows heartbeats down for an application, is not part of it. The level is the time
 * since the last heartbeat.
 */
final class BertierEstimator extends ChenEstimator {
    /** The paper's gamma. */
    private static final double WEIGHT = 0.1;

    private final double spreads;
    private double delay;
    private double spread;

    BertierEstimator(long intervalNanos, double spreads, Tuning tuning) {
        super(intervalNanos, 0, tuning);
        this.spreads = spreads;
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        if (heard()) {
            double error = nowNanos - (expected() + (beats - 1) * interval()) - delay;
            delay += WEIGHT * error;
            spread += WEIGHT * (Math.abs(error) - spread);
        }
        super.learn(nowNanos, sinceNanos, beats);
    }

    @Override
    long margin() {
        return (long) Math.ceil(delay + spreads * spread);
    }
}
