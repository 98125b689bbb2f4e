package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;

/**
 * L6, the window of a stale leader (thesis §6.2): where CheckQuorum is on, a node goes on leading beside a leader of a
 * newer term for no longer than its quorum window and a heartbeat, not counting the time in which it was frozen. By then
 * nobody of the newer leader's quorum has answered it, whatever the network did. That two are followed by a quorum each,
 * each node following one, cannot be.
 */
@Evidence(
        needs =
                "who leads which term; CheckQuorum, its window and the heartbeat from Booted and SettingsChanged; when a"
                        + " node was frozen; one clock",
        unknown = "as told above for order; the old leader's clock or disk was at fault")
public final class StaleLeader extends LivenessCheck {
    private StampedFact[] began;
    private int[] rival;
    private long[] sinceNanos;
    private long[] frozenNanos;
    /** It stays stale, and is told of once. */
    private boolean[] told;

    private long lastNanos;

    StaleLeader(OrderedFacts chronicle) {
        super(
                "L6",
                "stale leaders go",
                "With CheckQuorum on, a leader of an older term is gone within its window and a heartbeat.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        began = new StampedFact[scene.size];
        rival = new int[scene.size];
        sinceNanos = new long[scene.size];
        frozenNanos = new long[scene.size];
        told = new boolean[scene.size];
        lastNanos = 0;
    }

    @Override
    protected void upTo(ClusterState scene, long tNanos) {
        for (int node = 0; node < scene.size; node++) {
            if (began[node] == null || told[node]) {
                continue;
            }
            if (scene.isPaused(node)) {
                frozenNanos[node] += tNanos - lastNanos;
            }
            long age = tNanos - sinceNanos[node] - frozenNanos[node];
            long most = limit(scene.settings(node));
            if (age > most && !scene.isPaused(node)) {
                told[node] = true;
                count();
                violated(
                        scene.name(node) + " went on leading term " + scene.term(node) + " for " + Amounts.time(age)
                                + " beside " + scene.name(rival[node]) + ", " + Amounts.time(most)
                                + " being the most that its window allows",
                        began[node]);
            }
        }
        lastNanos = tNanos;
    }

    private static long limit(Settings settings) {
        return settings.effectiveQuorumWindowNanos() + settings.heartbeatNanos() + MARGIN_NANOS;
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        lastNanos = fact.tNanos();
        for (int node = 0; node < scene.size; node++) {
            int newer = scene.leads(node) ? newerLeader(scene, node) : ClusterState.NOBODY;
            boolean judgeable = newer != ClusterState.NOBODY
                    && scene.settings(node) != null
                    && scene.settings(node).checkQuorum();
            boolean sound = scene.isWell(node) || scene.isPaused(node);
            if (began[node] != null && !told[node] && !scene.leads(node) && !scene.isDead(node)) {
                count();
            }
            if (!judgeable || !sound) {
                began[node] = null;
            } else if (began[node] == null) {
                began[node] = fact;
                rival[node] = newer;
                sinceNanos[node] = fact.tNanos();
                frozenNanos[node] = 0;
                told[node] = false;
            }
        }
    }

    private static int newerLeader(ClusterState scene, int than) {
        for (int node = 0; node < scene.size; node++) {
            if (scene.leads(node) && scene.term(node) > scene.term(than)) {
                return node;
            }
        }
        return ClusterState.NOBODY;
    }
}
