package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorKind;
import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Moves the threshold of a detector over one and the same streams. */
public final class ThresholdSweep {
    private static final int STEPS_DOWN = 8;
    private static final int STEPS_UP = 4;
    private static final double NUMBER_MAX = 1_000;
    private static final double TIME_MAX = 86_400e9;
    private static final int HALVINGS = 40;

    /** How many trials {@link #around} takes, and {@link #within} about. */
    static final int TRIALS = STEPS_DOWN + 1 + STEPS_UP;

    private ThresholdSweep() {}

    /** From a sixteenth of its threshold to four times it, in steps of the root of two; the eager ones first. */
    public static List<Quality> around(DetectorSpec spec, List<HeartbeatStream> streams, long seed, Progress progress) {
        List<Quality> curve = new ArrayList<>();
        for (int step = -STEPS_DOWN; step <= STEPS_UP; step++) {
            double threshold = spec.threshold() * Math.pow(2, step / 2.0);
            if (threshold <= most(spec)) {
                curve.add(DetectorTrial.run(spec.withThreshold(threshold), streams, seed, progress));
            }
        }
        return curve;
    }

    /**
     * The most patient threshold at which 99 of 100 crashes are detected within a time; the least that there is when none
     * is. Detection gets slower as a threshold rises, so halving the range finds it.
     */
    public static Quality within(
            DetectorSpec spec, double seconds, List<HeartbeatStream> streams, long seed, Progress progress) {
        double eager = spec.kind().scale() == DetectorKind.Scale.TIME ? 1e3 : 1e-3;
        double patient = most(spec);
        Quality best = DetectorTrial.run(spec.withThreshold(eager), streams, seed, progress);
        for (int i = 0; i < HALVINGS && patient / eager > 1.005; i++) {
            double middle = Math.sqrt(eager * patient);
            Quality tried = DetectorTrial.run(spec.withThreshold(middle), streams, seed, progress);
            if (tried.detectionP99Seconds() <= seconds) {
                best = tried;
                eager = middle;
            } else {
                patient = middle;
            }
        }
        return best;
    }

    private static double most(DetectorSpec spec) {
        return spec.kind().scale() == DetectorKind.Scale.TIME ? TIME_MAX : NUMBER_MAX;
    }
}
