package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.detector.SuspicionTimeout;

/**
 * What the literature, or a few lines of arithmetic, expect of each topology without loss, in intervals and messages. Where
 * a paper assumes that all periods begin together, both its figure and the one for periods that do not are given.
 */
public final class Formulas {
    private static final double GOSSIP_MISTAKES = 1e6;

    private Formulas() {}

    /** Messages that a member sends in an interval, on average over all. */
    public static double messagesPerMember(TopologyKind kind, int members) {
        return switch (kind) {
            case CENTRAL -> 2.0 * (members - 1) / members;
            case REDUNDANT -> 2.0 * Topologies.MONITORS * (members - 1) / members;
            case HIERARCHICAL -> 2.0 * (members - 1) / members;
            case ALL_TO_ALL -> members - 1;
            case RING, GOSSIP -> 1;
            case SWIM, LIFEGUARD -> 2;
        };
    }

    /** Bytes that a member sends in an interval at rest, headers included, on average over all. */
    public static double bytesPerMember(TopologyKind kind, int members) {
        int table = kind == TopologyKind.GOSSIP ? members * Packet.COUNTER_BYTES : 0;
        return messagesPerMember(kind, members) * (Packet.HEADER_BYTES + table);
    }

    /** Messages that the busiest member sends and receives in an interval; on average, where chance decides which it is. */
    public static double messagesOfBusiest(TopologyKind kind, int members) {
        return switch (kind) {
            case CENTRAL -> 2.0 * (members - 1);
            case REDUNDANT -> 2.0 * (members - 1) + 2 * (Topologies.MONITORS - 1);
            case HIERARCHICAL -> {
                TreeMember.Groups groups = TreeMember.Groups.of(members);
                yield 2.0 * Math.max(groups.count() + 1, Math.min(groups.size(), members - TreeMember.ROOTS));
            }
            case ALL_TO_ALL -> 2.0 * (members - 1);
            case RING, GOSSIP -> 2;
            case SWIM, LIFEGUARD -> 4;
        };
    }

    /**
     * Intervals from a crash until the first other member suspects. Of a heartbeat's timeout half an interval has passed
     * at the crash, on average, and half an interval is its margin for late ones. Of SWIM's two periods one passes until
     * somebody probes the dead member and one until that probe's period ends; where all periods begin
     * together and the crash falls between two, it is 1.58.
     */
    public static double firstDetection(TopologyKind kind, int members, TopologySettings settings) {
        return switch (kind) {
            case CENTRAL, REDUNDANT, HIERARCHICAL, ALL_TO_ALL, RING -> settings.missedBeats();
            case GOSSIP -> gossipTimeout(members, 0) - 0.5;
            case SWIM, LIFEGUARD -> 2;
        };
    }

    /**
     * Intervals from a crash until all others have declared the member dead.
     *
     * @param hop how many intervals a message takes on average, far less than one
     */
    public static double everybodyKnows(TopologyKind kind, int members, TopologySettings settings, double hop) {
        double first = firstDetection(kind, members, settings);
        return switch (kind) {
            case CENTRAL, REDUNDANT -> first + 1;
            case HIERARCHICAL -> first + 2;
            case ALL_TO_ALL -> first;
            case RING -> first + members * hop;
            case GOSSIP -> first + spread(members);
            case SWIM, LIFEGUARD -> first + suspicion(members) + Math.log(members);
        };
    }

    /** Intervals by which loss delays that: where its way is long, and where the timeout is set for it. */
    public static double delayByLoss(TopologyKind kind, int members, double loss) {
        return switch (kind) {
            // A message that is lost on the way round is made good by the next heartbeat, half an interval later.
            case RING -> members * loss / 2;
            case GOSSIP -> gossipTimeout(members, loss) - gossipTimeout(members, 0);
            default -> 0;
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
     * Intervals that a piece of news takes to reach everybody when each who has it tells one other an interval: log2 n to
     * reach half, ln n to find the last (Pittel 1987: log2 n + ln n + O(1)).
     */
    public static double spread(int members) {
        return Math.log(members) / Math.log(2) + Math.log(members);
    }

    /**
     * The failure timeout of gossip, in intervals: long enough that a counter reaches all members in time but for one in
     * {@value #GOSSIP_MISTAKES} counters. Those who have it grow by a factor of 1 + a in an interval, a being the share of
     * messages that arrive, and afterwards those who have not become fewer by a factor of e^a: the limit for large groups
     * of the recursion in van Renesse et al. 1998, §4.
     */
    public static double gossipTimeout(int members, double loss) {
        double arrive = 1 - loss;
        double grow = Math.log(members) / Math.log(1 + arrive);
        return grow + Math.log(members * GOSSIP_MISTAKES) / arrive;
    }
}
