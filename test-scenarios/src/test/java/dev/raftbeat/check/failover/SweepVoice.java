package dev.raftbeat.check.failover;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/** Whom the checks of failovers take for the leader. */
public final class SweepVoice {
    private final LeaderSweep sweep = new LeaderSweep();

    public void hear(StampedFact fact) {
        if (Leadership.isTurn(fact.fact())) {
            SweepStep.take(sweep, fact);
        }
    }

    public Optional<NodeId> leader() {
        return sweep.followed ? sweep.reign.map(Reign::leader) : Optional.empty();
    }

    public List<FaultSpan> faults() {
        return sweep.history.faults();
    }
}
