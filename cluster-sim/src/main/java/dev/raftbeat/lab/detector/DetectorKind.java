package dev.raftbeat.lab.detector;

import java.util.List;
import java.util.Locale;

/** The detectors, by the word that chooses them and the one number that makes them eager or patient. */
public enum DetectorKind {
    FIXED(Scale.TIME, "a time such as 5s: the silence after which it suspects", 0) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new FixedTimeout(intervalNanos, spec.thresholdNanos());
        }
    },
    MISSED(Scale.NUMBER, "a number such as 3: the intervals that may pass without a heartbeat", 0) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new MissedBeats(intervalNanos, spec.threshold());
        }
    },
    PHI(Scale.NUMBER, "a number such as 8: the phi from which it suspects", 1000, "floor", "pause", "trusted-only") {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new PhiAccrual(intervalNanos, spec.threshold(), spec.tuning());
        }
    },
    PHI_EXP(Scale.NUMBER, "a number such as 8: the phi from which it suspects", 1000) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new PhiExponential(intervalNanos, spec.threshold(), spec.tuning());
        }
    },
    CHEN(Scale.TIME, "a time such as 1s: the safety margin after the expected arrival", 32) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new ChenEstimator(intervalNanos, spec.thresholdNanos(), spec.tuning());
        }
    },
    BERTIER(Scale.NUMBER, "nothing, or a number such as 4: how many spreads of its own error it adds", 1000) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new BertierEstimator(intervalNanos, spec.threshold(), spec.tuning());
        }
    },
    SWIM(Scale.TIME, "a time such as 3s: how long a suspicion is kept quiet", 0) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new SwimSuspicion(intervalNanos, spec.thresholdNanos(), false);
        }
    },
    LIFEGUARD(Scale.TIME, "a time such as 3s: how long a suspicion is kept quiet by a healthy watcher", 0) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new SwimSuspicion(intervalNanos, spec.thresholdNanos(), true);
        }
    },
    NFD_S(
            Scale.TIME,
            "a time such as 1s: how long after its sending a heartbeat is due, on a clock shared by both",
            0) {
        @Override
        FailureDetector make(DetectorSpec spec, long intervalNanos) {
            return new SharedClock(intervalNanos, spec.thresholdNanos());
        }
    };

    /** What the threshold is counted in. */
    public enum Scale {
        /** Nanoseconds; written as {@code 80ms}. */
        TIME,
        NUMBER
    }

    /** Bertier et al. 2002, §3.2. */
    private static final double BERTIER_SPREADS = 4;

    private final Scale scale;
    private final String threshold;
    private final int window;
    private final List<String> options;

    DetectorKind(Scale scale, String threshold, int window, String... options) {
        this.scale = scale;
        this.threshold = threshold;
        this.window = window;
        this.options = List.of(options);
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

    /** Whether an option such as {@code window} or {@code pause} means something to it. */
    boolean takes(String option) {
        return option.equals("window") ? window > 0 : options.contains(option);
    }

    Tuning defaults() {
        return Tuning.ofWindow(window > 0 ? window : 2);
    }

    /** The threshold when none is typed, or 0 when one has to be. */
    double thresholdByDefault() {
        return this == BERTIER ? BERTIER_SPREADS : 0;
    }
}
