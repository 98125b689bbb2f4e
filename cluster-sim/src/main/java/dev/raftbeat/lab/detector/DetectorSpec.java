package dev.raftbeat.lab.detector;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A detector as it is asked for, of which any number can be made. An immutable value; {@link Detectors#parse} makes it. */
public final class DetectorSpec {
    /** A day, and as many beats or phi as nobody means. */
    private static final double TIME_MAX = 86_400e9;

    private static final double NUMBER_MAX = 1_000;
    private static final int BEATS_MAX = 1_000;

    private final DetectorKind kind;
    private final double threshold;
    private final Tuning tuning;
    private final int beatsToTrust;

    /** @throws IllegalArgumentException with a sentence when a number is out of its range */
    DetectorSpec(DetectorKind kind, double threshold, Tuning tuning, int beatsToTrust) {
        boolean time = kind.scale() == DetectorKind.Scale.TIME;
        if (!(threshold > 0) || threshold > (time ? TIME_MAX : NUMBER_MAX)) {
            throw new IllegalArgumentException(
                    kind.word() + " takes " + (time ? "a time above 0, up to a day" : "a number above 0, up to 1000"));
        }
        if (beatsToTrust < 1 || beatsToTrust > BEATS_MAX) {
            throw new IllegalArgumentException("hysteresis takes a number of heartbeats from 1 to 1000");
        }
        this.kind = kind;
        this.threshold = threshold;
        this.tuning = tuning;
        this.beatsToTrust = beatsToTrust;
    }

    public DetectorKind kind() {
        return kind;
    }

    /** Its one number; nanoseconds for a kind whose scale is time. */
    public double threshold() {
        return threshold;
    }

    /** How many heartbeats in a row bring trust back; 1 is no hysteresis. */
    public int beatsToTrust() {
        return beatsToTrust;
    }

    public Tuning tuning() {
        return tuning;
    }

    long thresholdNanos() {
        return Math.round(threshold);
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
        return new DetectorSpec(kind, moved, tuning, beatsToTrust);
    }

    /** The same with another number of heartbeats before trust returns; 1 turns hysteresis off. */
    public DetectorSpec withBeatsToTrust(int beats) {
        return new DetectorSpec(kind, threshold, tuning, beats);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetectorSpec && other.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As it is typed, such as {@code phi 8 window 200 hysteresis 3}; {@link Detectors#parse} reads it back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.word()).append(' ').append(thresholdText());
        Tuning plain = kind.defaults();
        if (tuning.window() != plain.window()) {
            text.append(" window ").append(tuning.window());
        }
        if (tuning.floorNanos() != plain.floorNanos()) {
            text.append(" floor ").append(Detectors.time(tuning.floorNanos()));
        }
        if (tuning.pauseNanos() != plain.pauseNanos()) {
            text.append(" pause ").append(Detectors.time(tuning.pauseNanos()));
        }
        text.append(tuning.trustedOnly() ? " trusted-only" : "");
        text.append(beatsToTrust == 1 ? "" : " hysteresis " + beatsToTrust);
        return text.toString();
    }

    /** The threshold alone, as it is typed: {@code 80ms}, {@code 8}. */
    public String thresholdText() {
        return kind.scale() == DetectorKind.Scale.TIME
                ? Detectors.time(thresholdNanos())
                : new BigDecimal(threshold)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
