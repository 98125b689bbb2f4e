package dev.raftbeat.lab.detector;

/**
 * Suspects when {@code k} intervals have passed without a heartbeat: the detection time of BFD (RFC 5880, §6.8.4), which
 * is its detect multiplier times the interval. Nothing is added for jitter, so that {@code missed 1} suspects whatever
 * comes late at all.
 */
final class MissedBeats extends SilenceDetector {
    private final double beats;

    MissedBeats(long intervalNanos, double beats) {
        super(intervalNanos, "beats", beats);
        this.beats = beats;
    }

    @Override
    long patience() {
        return (long) (beats * interval());
    }

    @Override
    double levelAfter(long silentNanos) {
        return (double) silentNanos / interval();
    }
}
