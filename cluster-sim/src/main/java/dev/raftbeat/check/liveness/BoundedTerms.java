package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.text.Amounts;

/**
 * L4, bounded growth of terms: a node that cannot hear a quorum, itself included, never campaigns where PreVote is on
 * (thesis §9.6), and at most once in each least election timeout where it is off. Campaigns within the first
 * such timeout are not counted: answers may have been on their way, the fault too, and word of earlier ones may have
 * waited for a disk. Nor are those of aligned timers, which keep a timeout that the settings need not allow.
 */
@Evidence(
        needs = "each node's settings and campaigns; who hears whom from faults and processes; one clock",
        unknown = "as L1; or no node was cut off from a quorum for three election timeouts")
final class BoundedTerms extends LivenessCheck {
    private static final int SEEN = 2;

    private StampedFact[] began;
    private long[] sinceNanos;
    private int[] campaigns;

    BoundedTerms(OrderedFacts chronicle) {
        super(
                "L4",
                "terms are bounded",
                "A node cut off from a quorum does not campaign with PreVote, and once in a timeout without.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        began = new StampedFact[scene.size];
        sinceNanos = new long[scene.size];
        campaigns = new int[scene.size];
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        if (changed) {
            for (int node = 0; node < scene.size; node++) {
                boolean alone = isAlone(scene, node);
                if (began[node] != null && (!alone || concerns(scene, node, fact))) {
                    finish(scene, node, fact.tNanos());
                }
                if (began[node] == null && alone) {
                    began[node] = fact;
                    sinceNanos[node] = fact.tNanos();
                    campaigns[node] = 0;
                }
            }
        }
        if (fact.fact() instanceof BecameCandidate campaign && !campaign.transfer()) {
            scene.at(fact.node()).ifPresent(node -> campaigned(scene, node, fact));
        }
    }

    /** Whether too few others could be heard, were all that is unclear open. */
    private static boolean isAlone(ClusterState scene, int node) {
        int heard = 1;
        for (int other = 0; other < scene.size; other++) {
            boolean may = other != node && !scene.isDown(other) && !scene.isCut(other, node);
            heard += may ? 1 : 0;
        }
        return scene.isWell(node) && heard < scene.quorum() && !scene.timersAligned();
    }

    /** Whether the node itself began anew, was set otherwise, or was told to campaign. */
    private static boolean concerns(ClusterState scene, int node, StampedFact fact) {
        NodeId name = scene.name(node);
        return fact.node().equals(name)
                || (fact.fact() instanceof FaultBegan line
                        && !line.kind().equals("fault")
                        && line.nodes().contains(name));
    }

    private void campaigned(ClusterState scene, int node, StampedFact fact) {
        if (began[node] == null) {
            return;
        }
        Settings settings = scene.settings(node);
        long age = fact.tNanos() - sinceNanos[node];
        long least = settings.electionNanosMin();
        if (age <= least) {
            return;
        }
        campaigns[node]++;
        if (settings.preVote()) {
            count();
            violated(
                    scene.name(node) + " campaigned " + Amounts.time(age)
                            + " after it was cut off from a quorum, with PreVote" + " on",
                    began[node],
                    fact);
        } else if (campaigns[node] > (age - least + MARGIN_NANOS) / least + 1) {
            count();
            violated(
                    scene.name(node) + " campaigned " + campaigns[node] + " times within " + Amounts.time(age)
                            + ", with timeouts of " + Amounts.time(least) + " and more",
                    began[node],
                    fact);
        }
    }

    private void finish(ClusterState scene, int node, long tNanos) {
        Settings settings = scene.settings(node);
        long enough = settings.electionNanosMin() + SEEN * settings.electionNanosMax();
        if (tNanos - sinceNanos[node] >= enough) {
            count();
        }
        began[node] = null;
    }

    @Override
    protected void end(ClusterState scene, long tNanos) {
        for (int node = 0; node < scene.size; node++) {
            if (began[node] != null) {
                finish(scene, node, tNanos);
            }
        }
    }
}
