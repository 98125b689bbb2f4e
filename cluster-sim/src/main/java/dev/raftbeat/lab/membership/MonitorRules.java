package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.text.Amounts;

/**
 * What a monitor goes by.
 *
 * @param detector whose opinion makes a worker suspected
 * @param timeoutNanos the silence after which a worker is dead, whatever the detector says
 * @param expectedNanos the interval that is taken for granted of a worker that tells none
 * @param overload the share of processors or memory from which a worker is overloaded
 * @param holdShare the share of workers, above 0 to 1, at whose silence at once verdicts are held back; 0 to give them
 *     always
 * @param bounds what keeps the monitor's memory bounded
 */
public record MonitorRules(
        DetectorSpec detector,
        long timeoutNanos,
        long expectedNanos,
        double overload,
        Bounds bounds,
        ProbeRules probe,
        double holdShare) {
    /** From the share of a load at which most autoscalers have long acted. */
    public static final double OVERLOAD = 0.9;

    /**
     * How much a monitor keeps at most.
     *
     * @param members how many workers are known, 1 to {@value #MEMBERS_MAX}
     * @param perClient how many of them one client address may bring, at least 1
     * @param forgetNanos how long the dead are remembered
     * @param metadataBytes the memory for all metadata. Half of it is shared out evenly, so that nobody's metadata can
     *     leave no room for another's; the other half is for those who need more
     */
    public record Bounds(int members, int perClient, long forgetNanos, long metadataBytes) {
        public static final int MEMBERS_MAX = 20_000;
        public static final long METADATA_BYTES = 64L << 20;
        public static final Bounds USUAL = new Bounds(5_000, 1_000, 600_000_000_000L);

        /** @throws IllegalArgumentException in a sentence, when a number is out of its range */
        public Bounds {
            if (members < 1 || members > MEMBERS_MAX) {
                throw new IllegalArgumentException("a monitor knows 1 to " + MEMBERS_MAX + " workers, not " + members);
            }
            if (perClient < 1) {
                throw new IllegalArgumentException("one address names at least 1 worker, not " + perClient);
            }
        }

        public Bounds(int members, int perClient, long forgetNanos) {
            this(members, perClient, forgetNanos, METADATA_BYTES);
        }

        /** What each worker's metadata may take in any case. */
        long metadataShare() {
            return metadataBytes / 2 / members;
        }
    }

    /** What the windows of all detectors may take. */
    private static final long WINDOWS_BYTES_MAX = 256L << 20;

    /** @throws IllegalArgumentException in a sentence, when a number is out of its range */
    public MonitorRules {
        if (timeoutNanos <= 0 || expectedNanos <= 0) {
            throw new IllegalArgumentException("a timeout and an interval are more than 0");
        }
        if (timeoutNanos <= expectedNanos) {
            throw new IllegalArgumentException("the timeout, " + Amounts.time(timeoutNanos)
                    + ", has to be longer than the interval between heartbeats, " + Amounts.time(expectedNanos));
        }
        if (!(overload > 0)) {
            throw new IllegalArgumentException("overload begins at a share above 0");
        }
        if (!(holdShare >= 0 && holdShare <= 1)) {
            throw new IllegalArgumentException("verdicts are held back at a share from 0 to 1");
        }
        int window = detector.tuning().window();
        if ((long) window * Long.BYTES * bounds.members() > WINDOWS_BYTES_MAX) {
            throw new IllegalArgumentException("a window of " + window + " arrivals is too long for " + bounds.members()
                    + " workers; at most " + WINDOWS_BYTES_MAX / Long.BYTES / bounds.members());
        }
    }

    /** The usual ones, which give every verdict. */
    public static MonitorRules of(DetectorSpec detector, long timeoutNanos, long expectedNanos) {
        return new MonitorRules(
                detector, timeoutNanos, expectedNanos, OVERLOAD, Bounds.USUAL, ProbeRules.KUBERNETES, 0);
    }

    /**
     * The monitor noticed nothing for so long that it must have stood still itself: a quarter of the timeout, within which
     * it looks several times.
     */
    long asleepNanos() {
        return timeoutNanos / 4;
    }
}
