package dev.raftbeat.check.liveness;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/** Whom the liveness checks take for the leader. */
public final class SceneVoice {
    private final ClusterState scene;

    public SceneVoice(List<NodeId> members) {
        scene = new ClusterState(members);
    }

    public void hear(StampedFact fact) {
        scene.take(fact);
    }

    public Optional<NodeId> leader() {
        int leader = scene.followed();
        return leader == ClusterState.NOBODY ? Optional.empty() : Optional.of(scene.name(leader));
    }

    public boolean isFrozen(NodeId node) {
        return scene.isPaused(scene.at(node).orElseThrow());
    }
}
