package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;

/**
 * L1, eventual leader: from the moment on at which a quorum of nodes can all hear each other, and nobody else can disturb
 * them, or PreVote and CheckQuorum guard them against it, a leader is followed within {@value #TIMEOUTS} greatest election
 * timeouts. Who is followed by all of them is asked where nobody disturbs them, and by a quorum where somebody may.
 */
@Evidence(
        needs = "E and switches from Booted and SettingsChanged; who hears whom from faults and processes; one clock",
        unknown =
                "links are lossy, slow or flapping, a clock or disk is at fault, timers are aligned, a member was never"
                        + " heard of, or nothing stayed as it was for long enough")
final class EventualLeader extends LivenessCheck {
    static final int TIMEOUTS = 10;

    private boolean pending;
    private ElectableCore core;
    private long sinceNanos;
    private StampedFact began;

    EventualLeader(OrderedFacts chronicle) {
        super(
                "L1",
                "a leader comes",
                "Once a quorum of nodes hear each other undisturbed, a leader is followed within ten election timeouts.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        pending = false;
    }

    @Override
    protected void upTo(ClusterState scene, long tNanos) {
        long patience = pending ? TIMEOUTS * core.electionNanosMax() : 0;
        if (pending && tNanos - sinceNanos > patience + MARGIN_NANOS) {
            pending = false;
            count();
            violated(
                    core.names(scene) + " heard each other for " + Amounts.time(patience) + " without a leader", began);
        }
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        if (changed) {
            core = scene.core();
            pending = core.exists();
            sinceNanos = fact.tNanos();
            began = fact;
        }
        if (pending && core.leader(scene) != ClusterState.NOBODY) {
            pending = false;
            count();
        }
    }
}
