package dev.raftbeat.lab.detector;

/**
 * The phi accrual detector: phi is minus the decimal logarithm of the chance that a heartbeat still comes after so long
 * a silence, when intervals between arrivals are normal with the mean and deviation of the window (Hayashibara,
 * Défago, Yared and Katayama, SRDS 2004, §4).
 *
 * <p>Three things are not in the paper and are Pekko's (its {@code PhiAccrualFailureDetector}): a floor under the
 * deviation, without which a quiet network makes it suspect at the first jitter; a pause that is added to the mean; and
 * a window that starts with the announced interval, a quarter more and a quarter less of it.
 *
 * <p>As in the paper every interval is learned, the long ones over losses and pauses too, so that one long outage widens
 * the distribution for a whole window. With {@code trusted-only} an interval at whose end the process was suspected is
 * not learned, as in Pekko.
 */
final class PhiAccrual extends SilenceDetector {
    private static final int FIRST_SPREAD = 4;
    private final Window window;
    private final Tuning tuning;
    private final double thresholdDeviations;

    PhiAccrual(long intervalNanos, double threshold, Tuning tuning) {
        super(intervalNanos, "phi", threshold);
        this.thresholdDeviations = NormalTail.inverse(threshold);
        this.tuning = tuning;
        this.window = new Window(tuning.window());
        window.add(intervalNanos - intervalNanos / FIRST_SPREAD);
        window.add(intervalNanos + intervalNanos / FIRST_SPREAD);
    }

    @Override
    void learn(long nowNanos, long sinceNanos, long beats) {
        if (sinceNanos >= 0 && !(tuning.trustedOnly() && suspects(nowNanos))) {
            window.add(sinceNanos);
        }
    }

    @Override
    void intervalChanges(long toNanos) {
        window.scale((double) toNanos / interval());
    }

    private double mean() {
        return window.mean() + tuning.pauseNanos();
    }

    private double deviation() {
        // Never nothing: a silence is compared in deviations.
        return Math.max(1, Math.max(tuning.floorNanos(interval()), window.deviation()));
    }

    @Override
    long patience() {
        return Math.max(0, (long) Math.ceil(mean() + thresholdDeviations * deviation()));
    }

    @Override
    double levelAfter(long silentNanos) {
        return NormalTail.phi((silentNanos - mean()) / deviation());
    }
}
