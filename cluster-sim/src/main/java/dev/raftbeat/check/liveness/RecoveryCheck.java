package dev.raftbeat.check.liveness;

import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;

/** A property of how leaders are replaced that were lost by a fault, with nothing else changing until they are. */
abstract class RecoveryCheck extends LivenessCheck {
    private int leader;
    private long term;
    private ElectableCore core;
    private StampedFact lost;
    private long firstTerm;
    private boolean firstTermWon;

    protected RecoveryCheck(String id, String title, String sentence, OrderedFacts chronicle) {
        super(id, title, sentence, chronicle);
    }

    protected abstract void recovered(ClusterState scene, Recovery recovery);

    /** Called for each fact while a leader is missing; {@code scene} as it is from this fact on. */
    protected void whileLost(ClusterState scene, StampedFact fact) {}

    @Override
    protected void begin(ClusterState scene) {
        leader = ClusterState.NOBODY;
        lost = null;
    }

    @Override
    protected final void from(ClusterState scene, StampedFact fact, boolean changed) {
        if (changed) {
            core = scene.core();
            boolean loses =
                    leader != ClusterState.NOBODY && core.kind() == ElectableCore.Kind.ALONE && !core.has(leader);
            lost = loses ? fact : null;
            firstTerm = 0;
            firstTermWon = false;
        } else if (lost != null) {
            campaigns(scene, fact);
            whileLost(scene, fact);
        }
        int now = scene.followed();
        boolean another = now != ClusterState.NOBODY && (now != leader || scene.term(now) != term);
        if (lost != null && another && core.has(now)) {
            recovered(scene, new Recovery(core, lost, fact, firstTermWon));
            lost = null;
        }
        if (lost == null) {
            leader = now;
            term = now == ClusterState.NOBODY ? 0 : scene.term(now);
        }
    }

    private void campaigns(ClusterState scene, StampedFact fact) {
        boolean ours = scene.at(fact.node()).stream().anyMatch(core::has);
        if (ours
                && fact.fact() instanceof BecameCandidate campaign
                && (firstTerm == 0 || campaign.term() < firstTerm)) {
            firstTerm = campaign.term();
            firstTermWon = false;
        } else if (fact.fact() instanceof BecameLeader won && won.term() == firstTerm) {
            firstTermWon = true;
        }
    }

    /** The first campaign's term since the leader was lost; 0 before it. */
    protected final long firstTerm() {
        return firstTerm;
    }

    protected final ElectableCore core() {
        return core;
    }
}
