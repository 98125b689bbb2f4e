package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.StampedFact;

/**
 * L2, stability: where {@link EventualLeader} must have a leader, and nothing has changed for the ten timeouts that it
 * allows, the leader and the terms of those who hear each other stay as they are for as long as nothing changes. Valid
 * once that was seen for {@value #TIMEOUTS} greatest election timeouts more.
 */
@Evidence(needs = "what L1 needs", unknown = "as L1; or nothing stayed as it was for thirty election timeouts")
final class StableLeader extends LivenessCheck {
    static final int TIMEOUTS = 20;

    private boolean watching;
    private ElectableCore core;
    private int leader;
    private long term;
    private StampedFact began;
    private long sinceNanos;

    StableLeader(OrderedFacts chronicle) {
        super(
                "L2",
                "a leader stays",
                "While nothing changes, a leader that is followed stays, and terms do not grow.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        watching = false;
        core = null;
    }

    @Override
    protected void upTo(ClusterState scene, long tNanos) {
        if (core == null || !core.exists() || watching) {
            return;
        }
        long settledNanos = scene.changedNanos + EventualLeader.TIMEOUTS * core.electionNanosMax();
        int now = core.leader(scene);
        if (tNanos > settledNanos && now != ClusterState.NOBODY) {
            watching = true;
            leader = now;
            term = scene.term(now);
            sinceNanos = Math.max(settledNanos, scene.nowNanos);
        }
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        if (changed) {
            finish(fact.tNanos());
            core = scene.core();
            began = fact;
        } else if (watching && !holds(scene)) {
            watching = false;
            count();
            violated(
                    scene.name(leader) + " led term " + term + ", followed by a quorum, and lost it though nothing had"
                            + " changed since " + began.fact().name(),
                    began,
                    fact);
        }
    }

    private boolean holds(ClusterState scene) {
        for (int node = 0; node < scene.size; node++) {
            if (core.has(node) && scene.term(node) > term) {
                return false;
            }
        }
        return scene.leads(leader) && scene.term(leader) == term;
    }

    private void finish(long tNanos) {
        if (watching && tNanos - sinceNanos >= TIMEOUTS * core.electionNanosMax()) {
            count();
        }
        watching = false;
    }

    @Override
    protected void end(ClusterState scene, long tNanos) {
        finish(tNanos);
    }
}
