package dev.raftbeat.lab.detector;

import dev.raftbeat.lab.detector.Suspicion.Opinion;
import java.util.OptionalDouble;

/**
 * The common half of every detector here: after each heartbeat it says how long a silence it will bear, and suspicion
 * begins at the end of that silence. A detector is then a rule for the patience, and a scale on which to show it.
 */
abstract class SilenceDetector implements FailureDetector {
    private long intervalNanos;
    private boolean heard;
    private long lastNanos;
    private long lastSequence;
    private static final double NANOS_PER_SECOND = 1e9;
    private final String unit;
    private final OptionalDouble threshold;
    private long patienceNanos;

    /**
     * A detector whose level is the time since the last heartbeat, in seconds, and whose threshold is its patience.
     *
     * @throws IllegalArgumentException unless the interval is positive
     */
    SilenceDetector(long intervalNanos) {
        this(intervalNanos, "s", OptionalDouble.empty());
    }

    /** A detector with a level in a unit of its own, and a fixed threshold in it. */
    SilenceDetector(long intervalNanos, String unit, double threshold) {
        this(intervalNanos, unit, OptionalDouble.of(threshold));
    }

    private SilenceDetector(long intervalNanos, String unit, OptionalDouble threshold) {
        this.intervalNanos = positive(intervalNanos);
        this.unit = unit;
        this.threshold = threshold;
    }

    private static long positive(long intervalNanos) {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException("the heartbeat interval is more than 0");
        }
        return intervalNanos;
    }

    /** How long a silence after the heartbeat just taken in is borne, 0 or more; before the first, after its start. */
    abstract long patience();

    /** The level after so long a silence. */
    double levelAfter(long silentNanos) {
        return silentNanos / NANOS_PER_SECOND;
    }

    private double threshold() {
        return threshold.orElseGet(() -> (heard ? Math.max(1, patienceNanos) : patience()) / NANOS_PER_SECOND);
    }

    /**
     * Learns from a heartbeat that is newer than all before; nothing unless a detector does.
     *
     * @param sinceNanos the time since the last one, or -1 when this is the first
     * @param beats how many the sender counts from the last one to this, at least 1; when it does not count, by the time
     */
    void learn(long nowNanos, long sinceNanos, long beats) {}

    /** The sender changed its interval; {@link #interval} is still the old one. */
    void intervalChanges(long toNanos) {}

    @Override
    public final boolean heartbeat(long nowNanos, long sequence) {
        long number = sequence == UNNUMBERED ? lastSequence + beatsWithin(nowNanos - lastNanos) : sequence;
        if (heard && number <= lastSequence) {
            return false;
        }
        learn(nowNanos, heard ? nowNanos - lastNanos : -1, heard ? number - lastSequence : 1);
        heard = true;
        lastNanos = nowNanos;
        lastSequence = number;
        patienceNanos = patience();
        return true;
    }

    private long beatsWithin(long silentNanos) {
        return heard ? Math.max(1, Math.round((double) silentNanos / intervalNanos)) : 1;
    }

    @Override
    public final void expectEvery(long toNanos) {
        if (toNanos == intervalNanos) {
            return;
        }
        intervalChanges(positive(toNanos));
        intervalNanos = toNanos;
        if (heard) {
            patienceNanos = patience();
        }
    }

    final long interval() {
        return intervalNanos;
    }

    final boolean heard() {
        return heard;
    }

    /** When the newest heartbeat arrived, once there is one; while one is learned from, the one before it. */
    final long lastNanos() {
        return lastNanos;
    }

    /** The number of that heartbeat. */
    final long lastSequence() {
        return lastSequence;
    }

    /** The patience depends on more than heartbeats, and that has changed. */
    final void patienceChanged() {
        if (heard) {
            patienceNanos = patience();
        }
    }

    @Override
    public final Suspicion level(long nowNanos) {
        if (!heard) {
            return new Suspicion(Opinion.UNKNOWN, 0, threshold(), unit);
        }
        Opinion opinion = suspects(nowNanos) ? Opinion.SUSPECTED : Opinion.TRUSTED;
        return new Suspicion(opinion, levelAfter(Math.max(0, nowNanos - lastNanos)), threshold(), unit);
    }

    @Override
    public final boolean suspects(long nowNanos) {
        return heard && nowNanos - lastNanos >= patienceNanos;
    }

    @Override
    public final long nextChangeAt(long nowNanos) {
        if (!heard || suspects(nowNanos)) {
            return NEVER;
        }
        long at = lastNanos + patienceNanos;
        return at < lastNanos ? NEVER : at;
    }
}
