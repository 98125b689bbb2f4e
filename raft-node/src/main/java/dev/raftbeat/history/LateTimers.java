package dev.raftbeat.history;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Election timers that fired so late that the machine must be too busy for the timings of the run to be trusted. A timer is
 * late when it fired more than a heartbeat after it was due, or more than the spread of the election timeouts where that
 * is less: then the order in which timers fire says nothing about what was drawn. What a fault or Java's own pauses explain
 * does not count. Not for use by two threads.
 */
public final class LateTimers implements FactListener {
    private static final long RECENT_NANOS = 60_000_000_000L;

    private final Map<NodeId, Settings> settings = new TreeMap<>();
    private final Map<Long, FaultBegan> holdUps = new TreeMap<>();
    private final Map<NodeId, Long> stoodStillUntil = new TreeMap<>();
    private final Deque<Late> recent = new ArrayDeque<>();
    private Reading whole = Reading.NONE;
    private StampedFact at;
    private long nowNanos = Long.MIN_VALUE;

    private record Late(long tNanos, long nanos) {}

    /**
     * @param count how many timers were late
     * @param worstNanos by how much the latest of them was
     */
    public record Reading(int count, long worstNanos) {
        static final Reading NONE = new Reading(0, 0);

        private Reading and(Late late) {
            return new Reading(count + 1, Math.max(worstNanos, late.nanos));
        }

        /** Whether the machine was busy. */
        public boolean isBusy() {
            return count > 0;
        }
    }

    public void hear(StampedFact stamped) {
        at = stamped;
        nowNanos = Math.max(nowNanos, stamped.tNanos());
        stamped.fact().accept(this);
    }

    @Override
    public void on(Booted fact) {
        settings.put(at.node(), fact.settings());
    }

    @Override
    public void on(SettingsChanged fact) {
        settings.put(at.node(), fact.settings());
    }

    @Override
    public void on(TimerFired fact) {
        Settings known = settings.get(at.node());
        if (known != null && fact.lateNanos() > limitNanos(known) && !isExplained(fact)) {
            Late late = new Late(at.tNanos(), fact.lateNanos());
            recent.add(late);
            whole = whole.and(late);
        }
    }

    private static long limitNanos(Settings settings) {
        long spread = settings.electionNanosMax() - settings.electionNanosMin();
        return spread == 0 ? settings.heartbeatNanos() : Math.min(settings.heartbeatNanos(), spread);
    }

    private boolean isExplained(TimerFired fact) {
        long due = at.tNanos() - fact.lateNanos();
        return stoodStillUntil.getOrDefault(at.node(), Long.MIN_VALUE) >= due
                || holdUps.values().stream().anyMatch(fault -> fault.nodes().contains(at.node()));
    }

    @Override
    public void on(FaultBegan fact) {
        boolean holdsUp = fact.does(FaultEffect.Kind.FREEZES)
                || fact.does(FaultEffect.Kind.COLLECTS)
                || fact.does(FaultEffect.Kind.THROTTLES);
        if (holdsUp && fact.lasts()) {
            holdUps.put(fact.fault(), fact);
        } else if (holdsUp) {
            fact.nodes().forEach(this::stoodStill);
        }
    }

    @Override
    public void on(FaultEnded fact) {
        FaultBegan ended = holdUps.remove(fact.fault());
        if (ended != null) {
            ended.nodes().forEach(this::stoodStill);
        }
    }

    /** It is told some time after the pause is over, and perhaps after a timer that waited for its end. */
    @Override
    public void on(GarbageCollected fact) {
        stoodStillUntil.merge(at.node(), fact.beganNanos() + fact.tookNanos(), Math::max);
    }

    private void stoodStill(NodeId node) {
        stoodStillUntil.merge(node, at.tNanos(), Math::max);
    }

    /** Over the last minute of facts. */
    public Reading recent() {
        recent.removeIf(late -> nowNanos - late.tNanos > RECENT_NANOS);
        Reading reading = Reading.NONE;
        for (Late late : recent) {
            reading = reading.and(late);
        }
        return reading;
    }

    /** Over the whole run. */
    public Reading whole() {
        return whole;
    }
}
