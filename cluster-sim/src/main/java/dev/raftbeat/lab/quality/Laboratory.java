package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.QualityPicture.Curve;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.text.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Several detectors on one and the same streams. */
public final class Laboratory {
    private final List<HeartbeatStream> streams;
    private final long seed;
    private final Progress progress;

    /**
     * @param streams at least one, all of one interval
     * @param seed draws the crashes
     * @param progress told of each trial; when it is stopped, all methods that measure end with a
     *     {@link dev.raftbeat.progress.StoppedException}, and what they gave by then counts
     */
    public Laboratory(List<HeartbeatStream> streams, long seed, Progress progress) {
        this.progress = progress;
        this.streams = List.copyOf(streams);
        this.seed = seed;
    }

    /** One of each kind for this interval, where the literature or the habit of systems puts the threshold. */
    public static List<DetectorSpec> usual(long intervalNanos) {
        String three = time(3 * intervalNanos);
        return List.of(
                Detectors.parse("fixed " + time(4 * intervalNanos)),
                Detectors.parse("missed 3"),
                Detectors.parse("phi 8"),
                Detectors.parse("phi-exp 8"),
                Detectors.parse("chen " + time(2 * intervalNanos)),
                Detectors.parse("bertier"),
                Detectors.parse("swim " + three),
                Detectors.parse("lifeguard " + three));
    }

    private static String time(long nanos) {
        return Detectors.time(nanos);
    }

    /** Each as it is asked for. */
    public void measure(List<DetectorSpec> detectors, Consumer<Quality> to) {
        progress.begin("detectors", detectors.size());
        detectors.forEach(detector -> to.accept(DetectorTrial.run(detector, streams, seed, progress)));
    }

    /** Each at the most patient threshold that detects 99 of 100 crashes within a time. */
    public void within(List<DetectorSpec> detectors, double seconds, Consumer<Quality> to) {
        progress.begin("trials", (double) ThresholdSweep.TRIALS * detectors.size());
        detectors.forEach(detector -> to.accept(ThresholdSweep.within(detector, seconds, streams, seed, progress)));
    }

    /** Each with its threshold moved. */
    public void curves(List<Quality> chosen, Consumer<Curve> to) {
        progress.begin("trials for the picture", (double) ThresholdSweep.TRIALS * chosen.size());
        for (Quality one : chosen) {
            to.accept(new Curve(one, ThresholdSweep.around(one.detector(), streams, seed, progress)));
        }
    }

    /** What the streams are, in a line. */
    public String summary() {
        long beats = streams.stream().mapToLong(HeartbeatStream::size).sum();
        long lost = streams.stream().mapToLong(HeartbeatStream::lost).sum();
        long length = streams.stream().mapToLong(HeartbeatStream::lengthNanos).sum();
        return String.format(
                Locale.ROOT,
                "%,d heartbeats every %s, %,d lost (%.2f %%), %s%s",
                beats,
                Amounts.time(streams.get(0).intervalNanos()),
                lost,
                100.0 * lost / Math.max(1, beats + lost),
                Amounts.time(length),
                streams.size() == 1 ? "" : ", in " + streams.size() + " streams");
    }
}
