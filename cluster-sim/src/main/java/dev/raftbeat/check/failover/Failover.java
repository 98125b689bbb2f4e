package dev.raftbeat.check.failover;

import dev.raftbeat.protocol.NodeId;

/**
 * One change of leader. Times are the host's monotonic nanoseconds, compared across nodes: right for one host, and as
 * right as their clocks agree for several.
 *
 * @param from the leader before
 * @param to the leader after it, the same node perhaps, in a later term
 * @param lossNanos when the old one was lost to its quorum: when it was killed, paused or cut off, or else when a quorum
 *     ceased to follow it
 * @param electedNanos when the new one told that it leads
 * @param followedNanos when a quorum followed the new one
 * @param how how the old one was lost
 */
public record Failover(
        NodeId from,
        long fromTerm,
        NodeId to,
        long toTerm,
        long lossNanos,
        long electedNanos,
        long followedNanos,
        Loss how,
        Judgement judgement) {

    /** How a leader was lost. */
    public enum Loss {
        /** Its process ended. */
        KILLED,
        /** Its process stood still. */
        PAUSED,
        /** Faults on links kept it from a quorum, one way at least. */
        CUT_OFF,
        /** Too few others were running to make a quorum. */
        QUORUM_DOWN,
        /** It handed leadership over. */
        HANDED_OVER,
        /** Somebody told a node to campaign. */
        CAMPAIGN_ORDERED,
        /** A node that could not hear the healthy leader, or had just come back, raised the term. */
        DISTURBED,
        /** A follower's timer ran out though no fault kept the leader's heartbeats from it. */
        TIMED_OUT,
        /** It heard no quorum and stepped down, though no fault kept a quorum from it. */
        QUORUM_SILENT,
        /** It heard no quorum in a window of CheckQuorum that holds no two heartbeats. */
        WINDOW_TOO_SHORT,
        /** The facts do not tell. */
        UNEXPLAINED
    }

    /** Whether the change was needed. */
    public enum Judgement {
        /** The old leader was dead, paused, or could not lead a quorum. */
        JUSTIFIED,
        /** The old leader could have gone on. */
        FALSE_ALARM,
        /** Somebody asked for it. */
        ON_PURPOSE,
        /** The facts do not tell: the old leader fell silent and nobody said why. */
        UNKNOWN
    }

    Failover judged(Judgement better) {
        return new Failover(from, fromTerm, to, toTerm, lossNanos, electedNanos, followedNanos, how, better);
    }

    /** From the loss to a quorum that follows the new leader, in nanoseconds. */
    public long durationNanos() {
        return Math.max(0, followedNanos - lossNanos);
    }

    /** How many terms it took: 1 when the first election succeeded. */
    public long termsUsed() {
        return toTerm - fromTerm;
    }
}
