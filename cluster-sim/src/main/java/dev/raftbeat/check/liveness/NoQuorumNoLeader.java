package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;

/**
 * L8, negative liveness (thesis §6.2): where CheckQuorum is on, a leader that too few others can hear and answer leads no
 * longer than its quorum window and a heartbeat; so that nobody leads for longer where nobody is connected to a quorum. A
 * fault takes hold a little after it is told: half a least election timeout is allowed for that.
 */
@Evidence(
        needs =
                "who leads; CheckQuorum, its window and the heartbeat; who hears whom from faults and processes; one clock",
        unknown = "no leader was certainly without a quorum for that long, or its clock or disk was at fault")
public final class NoQuorumNoLeader extends LivenessCheck {
    private StampedFact[] began;
    private long[] sinceNanos;
    private boolean[] told;

    NoQuorumNoLeader(OrderedFacts chronicle) {
        super(
                "L8",
                "no quorum, no leader",
                "With CheckQuorum on, a leader that no quorum can answer leads no longer than its window.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        began = new StampedFact[scene.size];
        sinceNanos = new long[scene.size];
        told = new boolean[scene.size];
    }

    @Override
    protected void upTo(ClusterState scene, long tNanos) {
        for (int node = 0; node < scene.size; node++) {
            if (began[node] == null || told[node]) {
                continue;
            }
            Settings settings = scene.settings(node);
            long most = settings.effectiveQuorumWindowNanos()
                    + settings.heartbeatNanos()
                    + settings.electionNanosMin() / 2
                    + MARGIN_NANOS;
            long age = tNanos - sinceNanos[node];
            if (age > most) {
                told[node] = true;
                count();
                violated(
                        scene.name(node) + " went on leading term " + scene.term(node) + " for more than "
                                + Amounts.time(most) + " though no quorum could answer it",
                        began[node]);
            }
        }
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        for (int node = 0; node < scene.size; node++) {
            boolean lonely = scene.leads(node)
                    && scene.isWell(node)
                    && scene.settings(node).checkQuorum()
                    && scene.reach(node) < scene.quorum();
            if (began[node] != null && !told[node] && !scene.leads(node) && !scene.isDead(node)) {
                count();
            }
            if (!lonely) {
                began[node] = null;
            } else if (began[node] == null) {
                began[node] = fact;
                sinceNanos[node] = fact.tNanos();
                told[node] = false;
            }
        }
    }
}
