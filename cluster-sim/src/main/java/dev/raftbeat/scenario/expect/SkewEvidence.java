package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether clocks that were told to run too fast or too slow are seen to, by at least half of what was asked for. Facts
 * are stamped by the host's clock. A follower's own clock shows in its timers, a leader's in the pace of its heartbeats.
 */
final class SkewEvidence {
    /** Heartbeats of one leader to one peer, since the first of them. */
    private record Beats(long term, NodeId peer, long firstNanos, long intervals, long heartbeatNanos) {}

    private final double wanted;
    private final SortedMap<NodeId, StampedFact> armed = new TreeMap<>();
    private final SortedMap<NodeId, Beats> beats = new TreeMap<>();

    /** @param wanted 0.05 for clocks that gain 5 % */
    SkewEvidence(double wanted) {
        this.wanted = wanted;
    }

    /** A timer says when it will fire and what it drew, and so what its clock shows. */
    boolean isShownBy(StampedFact now, TimerArmed fact, long patienceNanos) {
        StampedFact first = armed.putIfAbsent(now.node(), now);
        if (first == null || now.tNanos() - first.tNanos() < patienceNanos) {
            return false;
        }
        TimerArmed before = (TimerArmed) first.fact();
        double own = (fact.dueNanos() - fact.drawNanos()) - (before.dueNanos() - before.drawNanos());
        return isShown(own / (now.tNanos() - first.tNanos()));
    }

    /**
     * Heartbeats count when they are early or late by as much as one interval in all: less may come of a busy host.
     *
     * @param heartbeatNanos what the sender's settings say
     */
    boolean isShownBy(StampedFact now, MessageSent fact, long heartbeatNanos) {
        if (!fact.kind().equals("AppendEntries")) {
            return false;
        }
        Beats before = beats.get(now.node());
        boolean goesOn = before != null && before.term == fact.term() && before.heartbeatNanos == heartbeatNanos;
        if (!goesOn) {
            beats.put(now.node(), new Beats(fact.term(), fact.to(), now.tNanos(), 0, heartbeatNanos));
        }
        if (!goesOn || !before.peer.equals(fact.to())) {
            return false;
        }
        Beats more = new Beats(before.term, before.peer, before.firstNanos, before.intervals + 1, heartbeatNanos);
        beats.put(now.node(), more);
        long took = now.tNanos() - more.firstNanos;
        long own = more.intervals * heartbeatNanos;
        return Math.abs(own - took) >= heartbeatNanos && isShown((double) own / took);
    }

    private boolean isShown(double rate) {
        return (rate - 1) / wanted >= 0.5;
    }
}
