package dev.raftbeat.why;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.history.Elections;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What explanations rest on, out of a run of any length: all that is notable, and around whatever has to do with an
 * election, or with the fact that is asked about, every fact. In between, a cluster at rest sends heartbeats, which
 * explain nothing. Where even that is more than there is room for, the oldest of it goes, but for faults and settings.
 */
public final class Excerpt implements FactSink {
    /** Asks about nothing but elections. */
    public static final Asked ELECTIONS = (fact, election) -> false;

    /** Longer than a process takes to tell its first fact, and than any notice of what became of a connection. */
    private static final long AROUND_NANOS = 10_000_000_000L;

    /** A timer that ran out was armed one of these before, and the heartbeats it waited for were sent one earlier. */
    private static final int AROUND_TIMEOUTS = 4;

    private final Asked asked;
    private final int factsMax;
    private final FlapMeter meter = new FlapMeter();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private final SortedMap<NodeId, Integer> lives = new TreeMap<>();
    private List<StampedFact> kept = new ArrayList<>();
    private long aroundNanos = AROUND_NANOS;
    private long told;
    private final Elections elections = new Elections();
    private long leftOut;
    private long wholeSinceNanos = Long.MIN_VALUE;
    private long firstNanos = Long.MAX_VALUE;
    private long beforeNanos;
    private boolean factsLost;
    /** The time of the last fact that is no matter of rest. */
    private long busyNanos = Long.MIN_VALUE;

    private long askedNanos;
    private boolean found;
    private boolean ledSince;
    private boolean settled;

    /** Which fact is asked about. */
    @FunctionalInterface
    public interface Asked {
        /** @param election the number of the election of which the fact is a campaign; 0 for any other fact */
        boolean is(StampedFact fact, long election);
    }

    /** @param stays whether it is kept though nothing happens around it */
    private record Recent(StampedFact fact, boolean stays) {}

    /**
     * @param asked besides all elections
     * @param factsMax how many facts there is room for, at least 100
     */
    public Excerpt(Asked asked, int factsMax) {
        this.asked = asked;
        this.factsMax = factsMax;
    }

    @Override
    public void tell(StampedFact fact) {
        told++;
        firstNanos = Math.min(firstNanos, fact.tNanos());
        factsLost |= fact.fact() instanceof FactsLost;
        meter.hear(fact);
        long election = elections.hear(fact);
        noteSettings(fact.fact());
        if (settled) {
            keepNotable(fact);
        } else {
            take(fact, election);
        }
        beforeNanos = fact.tNanos();
    }

    private void noteSettings(Fact fact) {
        if (fact instanceof Booted booted) {
            aroundNanos =
                    Math.max(aroundNanos, AROUND_TIMEOUTS * booted.settings().electionNanosMax());
        } else if (fact instanceof SettingsChanged changed) {
            aroundNanos =
                    Math.max(aroundNanos, AROUND_TIMEOUTS * changed.settings().electionNanosMax());
        }
    }

    private void take(StampedFact fact, long election) {
        if (asked.is(fact, election)) {
            found = true;
            askedNanos = fact.tNanos();
        }
        if (isBusy(fact.fact()) || found && askedNanos == fact.tNanos()) {
            busyNanos = fact.tNanos();
        }
        recent.add(new Recent(fact, !fact.fact().routine() || isFirstOfLife(fact)));
        if (isNear(busyNanos, fact.tNanos())) {
            recent.forEach(one -> kept.add(one.fact));
            recent.clear();
        } else {
            forgetRest(fact.tNanos());
        }
        boolean led = fact.fact() instanceof BecameLeader && fact.tNanos() >= askedNanos;
        ledSince |= found && led;
        settled = found && (ledSince && isFar(askedNanos, fact.tNanos()) || kept.size() > factsMax);
        if (settled) {
            forgetRest(Long.MAX_VALUE);
        } else if (kept.size() > factsMax) {
            makeRoom();
        }
    }

    /** Whatever has to do with elections; heartbeats that are heard, and who is followed, say that nothing happens. */
    private static boolean isBusy(Fact fact) {
        return fact instanceof TimerFired
                || fact instanceof RoleFact && !(fact instanceof HeartbeatHeard) && !(fact instanceof BecameFollower);
    }

    private boolean isFirstOfLife(StampedFact fact) {
        Integer known = lives.put(fact.node(), fact.boot());
        return known == null || known != fact.boot();
    }

    private boolean isNear(long aNanos, long bNanos) {
        return aNanos != Long.MIN_VALUE && Math.abs(aNanos - bNanos) <= aroundNanos;
    }

    /** One fact with a time of its own, far from those beside it, does not make them old. */
    private boolean isFar(long thenNanos, long nowNanos) {
        return !isNear(thenNanos, nowNanos) && !isNear(thenNanos, beforeNanos);
    }

    private void forgetRest(long nowNanos) {
        while (!recent.isEmpty()
                && (settled
                        || recent.size() > factsMax / 4
                        || isFar(recent.peek().fact.tNanos(), nowNanos))) {
            Recent oldest = recent.poll();
            if (oldest.stays) {
                kept.add(oldest.fact);
            }
        }
    }

    /** What has been found is whole; what comes later may still tell of it, as a process does that stood still. */
    private void keepNotable(StampedFact fact) {
        if (!fact.fact().routine() && kept.size() < 2 * factsMax) {
            kept.add(fact);
        }
    }

    /** What is so from then on: faults, who the members are, their settings. */
    private static boolean isLasting(Fact fact) {
        return fact instanceof WorldFact || fact instanceof Booted || fact instanceof SettingsChanged;
    }

    private void makeRoom() {
        int from = kept.size() - factsMax / 2;
        List<StampedFact> rest = new ArrayList<>();
        for (StampedFact fact : kept.subList(0, from)) {
            if (isLasting(fact.fact()) && rest.size() < factsMax / 4) {
                rest.add(fact);
            } else {
                leftOut++;
            }
        }
        wholeSinceNanos = kept.get(from).tNanos() + aroundNanos;
        rest.addAll(kept.subList(from, kept.size()));
        kept = rest;
    }

    /** Those that are kept. */
    List<StampedFact> facts() {
        List<StampedFact> all = new ArrayList<>(kept);
        recent.stream().filter(Recent::stays).forEach(one -> all.add(one.fact));
        return all;
    }

    /** Measures the whole run. */
    public FlapMeter meter() {
        return meter;
    }

    /** How many facts the whole run has. */
    public long told() {
        return told;
    }

    /** The elections of the whole run. */
    public Elections elections() {
        return elections;
    }

    /** Whether all that happened around this fact is kept. */
    public boolean isWhole(StampedFact fact) {
        return fact.tNanos() >= wholeSinceNanos;
    }

    /** Whether there was no room for all that has to do with elections. */
    public boolean isShort() {
        return leftOut > 0;
    }

    /** The time of the first fact of the whole run. */
    long firstNanos() {
        return told == 0 ? 0 : firstNanos;
    }

    boolean factsLost() {
        return factsLost;
    }
}
