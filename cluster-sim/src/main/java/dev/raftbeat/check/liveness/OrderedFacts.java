package dev.raftbeat.check.liveness;

import dev.raftbeat.check.FactCoverages;
import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All facts of a run that say who runs, who hears whom and who leads, put into the order of time when the run is judged.
 * Heard by several checks, it takes each fact once.
 */
public final class OrderedFacts {
    /** Some seven hours of a leader killed every five seconds. What comes after is not judged. */
    private static final int KEPT_MAX = 250_000;
    /** Wall clocks of one host agree on when its monotonic clock began, but for steps of the wall clock. */
    private static final long ORIGINS_APART_NANOS_MAX = 2_000_000_000L;

    private final FactCoverages hearings = new FactCoverages();
    private final TreeSet<StampedFact> facts = new TreeSet<>(LeaderHistory.BY_TIME);
    private final SortedSet<NodeId> members = new TreeSet<>();
    private final List<LivenessCheck> checks = new ArrayList<>();
    private StampedFact last;
    private int comparedFacts = -1;
    private boolean agreeing = true;
    private boolean full;
    private int judgedFacts = -1;
    private long judgedNanos;

    void tell(LivenessCheck check) {
        checks.add(check);
    }

    void hear(StampedFact fact) {
        if (fact == last) {
            return;
        }
        last = fact;
        boolean world = fact.node().equals(NodeId.WORLD);
        if (!concerns(fact.fact()) || (!world && !hearings.of(fact.node()).take(fact))) {
            return;
        }
        full = full || facts.size() >= KEPT_MAX;
        if (full) {
            return;
        }
        facts.add(fact);
        if (fact.fact() instanceof Booted booted) {
            members.addAll(booted.members());
        }
    }

    private static boolean concerns(Fact fact) {
        if (fact instanceof MessageDelivered delivered) {
            return delivered.kind().equals("RequestVote");
        }
        boolean role = fact instanceof RoleFact && !(fact instanceof HeartbeatHeard);
        boolean world = fact instanceof WorldFact && !(fact instanceof FactsLost);
        return role || world || fact instanceof Booted || fact instanceof SettingsChanged || fact instanceof SaveBegan;
    }

    /**
     * Whether the wall clocks say that all nodes live on one host. One that stands at zero is that of a world without one,
     * and one that a fault has shifted says nothing.
     */
    private boolean oneClock() {
        if (comparedFacts != facts.size()) {
            comparedFacts = facts.size();
            agreeing = compareClocks();
        }
        return agreeing;
    }

    private boolean compareClocks() {
        SortedMap<Long, List<NodeId>> shifted = new TreeMap<>();
        long originNanosMin = Long.MAX_VALUE;
        long originNanosMax = Long.MIN_VALUE;
        for (StampedFact fact : facts) {
            if (fact.fact() instanceof FaultBegan began && began.does(FaultEffect.Kind.SHIFTS_CLOCK)) {
                shifted.put(began.fault(), began.nodes());
            } else if (fact.fact() instanceof FaultNarrowed narrowed) {
                shifted.computeIfPresent(narrowed.fault(), (number, before) -> narrowed.nodes());
            } else if (fact.fact() instanceof FaultEnded ended) {
                shifted.remove(ended.fault());
            } else if (fact.fact() instanceof Booted booted
                    && booted.wallMillis() != 0
                    && shifted.values().stream().noneMatch(nodes -> nodes.contains(fact.node()))) {
                long origin = booted.wallMillis() * 1_000_000 - fact.tNanos();
                originNanosMin = Math.min(originNanosMin, origin);
                originNanosMax = Math.max(originNanosMax, origin);
            }
        }
        return originNanosMax <= originNanosMin || originNanosMax - originNanosMin <= ORIGINS_APART_NANOS_MAX;
    }

    /** Whether this run cannot be judged, or not to its end. */
    boolean isDoubtful() {
        return full || !oneClock();
    }

    /** Judges the run for all checks at once. */
    void endOfRun(long nowNanos) {
        if (judgedFacts == facts.size() && judgedNanos == nowNanos) {
            return;
        }
        judgedFacts = facts.size();
        judgedNanos = nowNanos;
        checks.forEach(LivenessCheck::beginAnew);
        if (!oneClock() || members.isEmpty()) {
            return;
        }
        ClusterState scene = new ClusterState(List.copyOf(members));
        checks.forEach(check -> check.begin(scene));
        for (StampedFact fact : facts) {
            checks.forEach(check -> check.upTo(scene, fact.tNanos()));
            boolean changed = scene.take(fact);
            checks.forEach(check -> check.from(scene, fact, changed));
        }
        long end = facts.isEmpty() ? nowNanos : Math.max(nowNanos, facts.last().tNanos());
        checks.forEach(check -> check.upTo(scene, end));
        checks.forEach(check -> check.end(scene, end));
    }
}
