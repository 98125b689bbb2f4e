package dev.raftbeat.world;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;

/** What the world's own facts mean for a view. */
final class WorldFold extends FactFold<Void> {
    private final ClusterView view;
    private final long tNanos;

    WorldFold(ClusterView view, long tNanos) {
        this.view = view;
        this.tNanos = tNanos;
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void faultBegan(FaultBegan fact) {
        view.timeline().began(tNanos, fact);
        if (fact.lasts()) {
            view.began(ActiveFault.of(fact, tNanos));
        }
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(node -> view.node(node).ended(tNanos, "killed"));
        }
        return null;
    }

    @Override
    public Void faultNarrowed(FaultNarrowed fact) {
        view.narrowed(fact);
        return null;
    }

    @Override
    public Void faultEnded(FaultEnded fact) {
        view.timeline().ended(tNanos, fact.fault());
        view.ended(fact.fault());
        return null;
    }

    @Override
    public Void processBegan(ProcessBegan fact) {
        view.node(fact.target()).began(tNanos);
        return null;
    }

    @Override
    public Void processEnded(ProcessEnded fact) {
        view.node(fact.target()).ended(tNanos, fact.how());
        return null;
    }
}
