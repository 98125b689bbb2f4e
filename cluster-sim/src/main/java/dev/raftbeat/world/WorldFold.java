package dev.raftbeat.world;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;

/** What the world's own facts mean for a view, once its history has taken them in. */
final class WorldFold implements FactListener {
    private final ClusterView view;
    private final long tNanos;

    WorldFold(ClusterView view, long tNanos) {
        this.view = view;
        this.tNanos = tNanos;
    }

    @Override
    public void on(FaultBegan fact) {
        view.timeline().began(tNanos, fact);
        view.faultsChanged();
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(node -> ended(node, "killed"));
        }
    }

    @Override
    public void on(FaultNarrowed fact) {
        view.faultsChanged();
    }

    @Override
    public void on(FaultEnded fact) {
        view.timeline().ended(tNanos, fact.fault());
        view.faultsChanged();
    }

    @Override
    public void on(ProcessBegan fact) {
        History history = view.history();
        if (history.isStarting(history.place(fact.target()))) {
            view.node(fact.target()).began();
        }
    }

    @Override
    public void on(ProcessEnded fact) {
        ended(fact.target(), fact.how());
    }

    /** An end that is told after the next life began is that of the life before. */
    private void ended(NodeId node, String how) {
        History history = view.history();
        if (history.isDead(history.place(node))) {
            view.node(node).ended(how);
        }
    }
}
