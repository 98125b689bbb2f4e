package dev.raftbeat.topology;

import dev.raftbeat.detect.SuspicionTimeout;

/**
 * What the literature, or a few lines of arithmetic, expect of each topology without loss, in intervals and messages. Where
 * a paper assumes that all periods begin together, both its figure and the one for periods that do not are given.
 */
public final class Formulas {
    private Formulas() {}

    /** Messages that a member sends in an interval, on average over all. */
    public static double messagesPerMember(TopologyKind kind, int members) {
        return switch (kind) {
            case CENTRAL -> 2.0 * (members - 1) / members;
            case REDUNDANT -> 2.0 * Topologies.MONITORS * (members - 1) / members;
            case SWIM, LIFEGUARD -> 2;
        };
    }

    /** Messages that the busiest member sends and receives in an interval; on average, where chance decides which it is. */
    public static double messagesOfBusiest(TopologyKind kind, int members) {
        return switch (kind) {
            case CENTRAL -> 2.0 * (members - 1);
            case REDUNDANT -> 2.0 * (members - 1) + 2 * (Topologies.MONITORS - 1);
            case SWIM, LIFEGUARD -> 4;
        };
    }

    /**
     * Intervals from a crash until the first other member suspects. Of a heartbeat's timeout half an interval has passed
     * at the crash, on average, and half an interval is its margin for late ones. Of SWIM's two periods one passes until
     * somebody probes the dead member and one until that probe's period ends; see {@link #swimAligned}.
     */
    public static double firstDetection(TopologyKind kind, int members, TopologySettings settings) {
        return switch (kind) {
            case CENTRAL, REDUNDANT -> settings.missedBeats();
            case SWIM, LIFEGUARD -> 2;
        };
    }

    /** Intervals from a crash until all others have declared the member dead. */
    public static double everybodyKnows(TopologyKind kind, int members, TopologySettings settings) {
        double first = firstDetection(kind, members, settings);
        return switch (kind) {
            case CENTRAL, REDUNDANT -> first + 1;
            case SWIM, LIFEGUARD -> first + suspicion(members) + Math.log(members);
        };
    }

    /** Intervals that a suspicion lasts which nobody refutes and enough others confirm. */
    public static double suspicion(int members) {
        long scale = 1_000_000;
        return SuspicionTimeout.ofGroup(members, scale, SuspicionTimeout.ALPHA, 1)
                        .nanosAfter(0)
                / (double) scale;
    }

    /**
     * SWIM's expected periods to first detection, 1 / (1 - (1 - 1/n)^n), which tends to e / (e - 1) = 1.58: all periods
     * begin together and the crash falls between two (Das et al. 2002, §3.1).
     *
     * @param watchers n, how many others are alive; each probes one of n members a period
     */
    public static double swimAligned(int watchers) {
        return 1 / (1 - Math.pow(1 - 1.0 / watchers, watchers));
    }
}
