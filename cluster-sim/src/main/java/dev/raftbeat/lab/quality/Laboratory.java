package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.QualityPicture.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Several detectors on one and the same streams. */
public final class Laboratory {
    private final List<HeartbeatStream> streams;
    private final long seed;

    /**
     * @param streams at least one, all of one interval
     * @param seed draws the crashes
     */
    public Laboratory(List<HeartbeatStream> streams, long seed) {
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
    public List<Quality> measure(List<DetectorSpec> detectors) {
        return detectors.stream()
                .map(detector -> DetectorTrial.run(detector, streams, seed))
                .toList();
    }

    /** Each at the most patient threshold that detects 99 of 100 crashes within a time. */
    public List<Quality> within(List<DetectorSpec> detectors, double seconds) {
        return detectors.stream()
                .map(detector -> ThresholdSweep.within(detector, seconds, streams, seed))
                .toList();
    }

    /** Each with its threshold moved. */
    public List<Curve> curves(List<Quality> chosen) {
        List<Curve> curves = new ArrayList<>();
        for (Quality one : chosen) {
            curves.add(new Curve(one, ThresholdSweep.around(one.detector(), streams, seed)));
        }
        return curves;
    }

    /** What the streams are, in a line. */
    public String summary() {
        long beats = streams.stream().mapToLong(HeartbeatStream::size).sum();
        long lost = streams.stream().mapToLong(HeartbeatStream::lost).sum();
        double hours = streams.stream().mapToLong(HeartbeatStream::lengthNanos).sum() / 3.6e12;
        return String.format(
                Locale.ROOT,
                "%,d heartbeats every %s, %,d lost (%.2f %%), %.2f h%s",
                beats,
                time(streams.get(0).intervalNanos()),
                lost,
                100.0 * lost / Math.max(1, beats + lost),
                hours,
                streams.size() == 1 ? "" : ", in " + streams.size() + " streams");
    }
}
