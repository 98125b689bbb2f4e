package dev.raftbeat.detect;

import java.util.Locale;

/** The detectors, by the word that chooses them and the one number that makes them eager or patient. */
public enum DetectorKind {
    FIXED(Scale.TIME, "a time such as 5s: the silence after which it suspects") {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new FixedTimeout(intervalNanos, spec.thresholdNanos());
        }
    },
    MISSED(Scale.NUMBER, "a number such as 3: the intervals that may pass without a heartbeat") {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new MissedBeats(intervalNanos, spec.threshold());
        }
    };

    /** What the threshold is counted in. */
    public enum Scale {
        /** Nanoseconds; written as {@code 80ms}. */
        TIME,
        NUMBER
    }

    private final Scale scale;
    private final String threshold;

    DetectorKind(Scale scale, String threshold) {
        this.scale = scale;
        this.threshold = threshold;
    }

    abstract FailureDetector make(DetectorSpec spec, long intervalNanos);

    public Scale scale() {
        return scale;
    }

    /** What the threshold is, for whoever has to type one. */
    public String thresholdMeaning() {
        return threshold;
    }

    /** The word that chooses it, such as {@code phi-exp}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
