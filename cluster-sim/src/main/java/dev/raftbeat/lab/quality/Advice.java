package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.progress.Progress;
import java.util.List;
import java.util.function.Consumer;

/**
 * An interval and a detector for somebody's figures, found by trying: several intervals, at each of them each detector at
 * the most patient threshold that still detects 99 of 100 crashes in time, all on heartbeats drawn from those figures.
 * Of those that are within a tenth of the fewest mistakes the longest interval wins, and then the simplest detector.
 */
public final class Advice {
    private static final int[] SHARES = {2, 3, 4, 6, 10};
    /** The simplest first. */
    private static final List<String> DETECTORS =
            List.of("missed 3", "chen 1s", "phi 8", "phi 8 trusted-only", "phi-exp 8");

    /** How many ways are tried. */
    static final int WAYS = SHARES.length * DETECTORS.size();

    private static final double AS_GOOD = 1.1;
    private static final long INTERVAL_MIN = 1_000_000;
    private static final double ACCURACY_MIN = 0.5;
    private static final int BEATS = 40_000;

    private Advice() {}

    /**
     * One way to do it.
     *
     * @param intervalNanos how often to beat
     * @param quality the detector at its threshold, with the mistakes to expect
     */
    public record Proposal(long intervalNanos, Quality quality) {
        /** Whether 99 of 100 crashes were detected in time, and not by suspecting everybody all the time. */
        boolean keeps(long nanos) {
            return quality.queryAccuracy() >= ACCURACY_MIN && quality.detectionP99Seconds() * 1e9 <= nanos;
        }
    }

    /**
     * Every way that was tried and kept the wish, in the order of interval; none when none did.
     *
     * @param to is given each of them when it was tried
     * @param progress told of each that was tried, {@link #WAYS} in all
     */
    public static void all(Requirements wishes, long seed, Progress progress, Consumer<Proposal> to) {
        // Its trials are no ways of their own, and end with the rest.
        Progress trials = new Progress();
        progress.whenStopped(trials::stop);
        for (int share : SHARES) {
            long interval = wishes.detectNanos() / share;
            if (interval < INTERVAL_MIN) {
                progress.advance(DETECTORS.size());
                continue;
            }
            HeartbeatStream stream = new StreamMaker("yours", wishes.network(interval), seed).make(BEATS);
            for (String text : DETECTORS) {
                DetectorSpec detector = Detectors.parse(text);
                Quality tuned =
                        ThresholdSweep.within(detector, wishes.detectNanos() / 1e9, List.of(stream), seed, trials);
                Proposal proposal = new Proposal(interval, tuned);
                if (proposal.keeps(wishes.detectNanos())) {
                    to.accept(proposal);
                }
                progress.advance(1);
            }
        }
    }

    /** The best of them. */
    public static Proposal best(List<Proposal> all) {
        double fewest = all.stream()
                .mapToDouble(one -> one.quality().mistakesPerHour())
                .min()
                .orElseThrow();
        return all.stream()
                .filter(one -> one.quality().mistakesPerHour() <= fewest * AS_GOOD)
                .findFirst()
                .orElseThrow();
    }
}
