package dev.raftbeat.random;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import java.util.List;
import java.util.Optional;

/** Whether a cluster is whole, and since when: everybody runs and follows one leader of one term. */
final class CalmWatch {
    private final List<NodeId> members;
    private final ClusterView view;
    private Optional<Leading> leader = Optional.empty();
    private long sinceNanos;
    private boolean allRun;
    private boolean stale = true;

    CalmWatch(List<NodeId> members) {
        this.members = List.copyOf(members);
        view = new ClusterView(members);
    }

    void hear(StampedFact fact) {
        view.hear(fact);
        stale = true;
    }

    /** Whether every member runs, as far as has been told. */
    boolean allRun(long nowNanos) {
        look(nowNanos);
        return allRun;
    }

    /** For how long one leader has now been followed by all; 0 when it is not. */
    long calmNanos(long nowNanos) {
        look(nowNanos);
        return leader.isEmpty() ? 0 : nowNanos - sinceNanos;
    }

    Optional<Leading> leader() {
        return leader;
    }

    /** Calm counts anew from now on. */
    void startAnew() {
        leader = Optional.empty();
        stale = true;
    }

    private void look(long nowNanos) {
        if (!stale) {
            return;
        }
        stale = false;
        ClusterSnapshot picture = view.snapshot();
        allRun = members.stream()
                .allMatch(member -> picture.node(member)
                        .filter(node -> node.life() == NodeView.Life.UP)
                        .isPresent());
        boolean whole = allRun && picture.followersOfLeader().size() == members.size();
        Optional<Leading> now = whole ? picture.leader() : Optional.empty();
        boolean same = now.isPresent()
                && leader.filter(before -> before.node().equals(now.get().node())
                                && before.term() == now.get().term())
                        .isPresent();
        if (!same) {
            sinceNanos = nowNanos;
        }
        leader = now;
    }
}
