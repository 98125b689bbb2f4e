package dev.raftbeat.detect;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A detector as it is asked for, of which any number can be made.
 *
 * @param threshold its one number: nanoseconds for a kind whose scale is time; more than 0
 * @param beatsToTrust how many heartbeats in a row bring trust back; 1 is no hysteresis, at most 1000
 */
public record DetectorSpec(DetectorKind kind, double threshold, int beatsToTrust) {
    /** A day, and as many beats or phi as nobody means. */
    private static final double TIME_MAX = 86_400e9;

    private static final double NUMBER_MAX = 1_000;
    private static final int BEATS_MAX = 1_000;

    /** @throws IllegalArgumentException with a sentence when a number is out of its range */
    public DetectorSpec {
        boolean time = kind.scale() == DetectorKind.Scale.TIME;
        if (!(threshold > 0) || threshold > (time ? TIME_MAX : NUMBER_MAX)) {
            throw new IllegalArgumentException(kind.word() + " takes "
                    + (time ? "a time between 0 and a day" : "a number between 0 and 1000") + ", more than 0");
        }
        if (beatsToTrust < 1 || beatsToTrust > BEATS_MAX) {
            throw new IllegalArgumentException("hysteresis takes a number of heartbeats from 1 to 1000");
        }
    }

    /**
     * A fresh detector.
     *
     * @param intervalNanos how often the watched process means to beat; more than 0
     */
    public FailureDetector create(long intervalNanos) {
        FailureDetector made = kind.make(this, intervalNanos);
        return beatsToTrust == 1 ? made : new Hysteresis(made, beatsToTrust);
    }

    /** The same with another threshold, to see what moving it does. */
    public DetectorSpec withThreshold(double moved) {
        return new DetectorSpec(kind, moved, beatsToTrust);
    }

    public DetectorSpec withBeatsToTrust(int beats) {
        return new DetectorSpec(kind, threshold, beats);
    }

    long thresholdNanos() {
        return Math.round(threshold);
    }

    /** As it is typed, such as {@code fixed 5s hysteresis 3}; {@link Detectors#parse} reads it back. */
    @Override
    public String toString() {
        String number = kind.scale() == DetectorKind.Scale.TIME
                ? Detectors.time(thresholdNanos())
                : new BigDecimal(threshold)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
        return kind.word() + " " + number + (beatsToTrust == 1 ? "" : " hysteresis " + beatsToTrust);
    }
}
