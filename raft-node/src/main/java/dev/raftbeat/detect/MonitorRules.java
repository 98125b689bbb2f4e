package dev.raftbeat.detect;

/**
 * What a monitor goes by.
 *
 * @param detector whose opinion makes a worker suspected
 * @param timeoutNanos the silence after which a worker is dead, whatever the detector says
 * @param expectedNanos the interval that is taken for granted of a worker that tells none
 * @param overload the share of processors or memory from which a worker is overloaded
 * @param bounds what keeps the monitor's memory bounded
 */
public record MonitorRules(
        DetectorSpec detector,
        long timeoutNanos,
        long expectedNanos,
        double overload,
        Bounds bounds,
        ProbeRules probe) {
    /** From the share of a load at which most autoscalers have long acted. */
    public static final double OVERLOAD = 0.9;

    /**
     * @param members how many workers are known at most
     * @param perClient how many of them one client address may bring
     * @param forgetNanos how long the dead are remembered
     */
    public record Bounds(int members, int perClient, long forgetNanos) {
        public static final Bounds USUAL = new Bounds(5_000, 1_000, 600_000_000_000L);
    }

    /** @throws IllegalArgumentException in a sentence, when a number is out of its range */
    public MonitorRules {
        if (timeoutNanos <= 0 || expectedNanos <= 0) {
            throw new IllegalArgumentException("a timeout and an interval are more than 0");
        }
        if (timeoutNanos <= expectedNanos) {
            throw new IllegalArgumentException("the timeout, " + Detectors.time(timeoutNanos)
                    + ", has to be longer than the interval between heartbeats, " + Detectors.time(expectedNanos));
        }
        if (!(overload > 0)) {
            throw new IllegalArgumentException("overload begins at a share above 0");
        }
    }

    public static MonitorRules of(DetectorSpec detector, long timeoutNanos, long expectedNanos) {
        return new MonitorRules(detector, timeoutNanos, expectedNanos, OVERLOAD, Bounds.USUAL, ProbeRules.KUBERNETES);
    }

    /**
     * The monitor noticed nothing for so long that it must have stood still itself: a quarter of the timeout, within which
     * it looks several times.
     */
    long asleepNanos() {
        return timeoutNanos / 4;
    }
}
