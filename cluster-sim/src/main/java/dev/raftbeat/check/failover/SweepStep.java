package dev.raftbeat.check.failover;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;

/** Takes one fact into a sweep. */
final class SweepStep implements FactListener {
    private final LeaderSweep sweep;
    private final StampedFact now;

    private SweepStep(LeaderSweep sweep, StampedFact now) {
        this.sweep = sweep;
        this.now = now;
    }

    static void take(LeaderSweep sweep, StampedFact fact) {
        if (sweep.firstNanos == Long.MIN_VALUE) {
            sweep.firstNanos = fact.tNanos();
            sweep.gapSinceNanos = fact.tNanos();
        }
        sweep.witness.upTo(sweep, fact.tNanos());
        if (sweep.history.hear(fact)) {
            fact.fact().accept(new SweepStep(sweep, fact));
        }
        sweep.settle(fact.tNanos());
        sweep.witness.from(sweep, fact.tNanos());
    }

    private void patience(Settings settings) {
        sweep.witness.patience(2 * settings.electionNanosMax() + settings.effectiveQuorumWindowNanos());
    }

    @Override
    public void on(Booted fact) {
        patience(fact.settings());
    }

    @Override
    public void on(SettingsChanged fact) {
        patience(fact.settings());
    }

    @Override
    public void on(BecameCandidate fact) {
        sweep.campaigned(now.node(), fact.term(), now.tNanos());
    }

    @Override
    public void on(BecameLeader fact) {
        sweep.electedNanos.put(fact.term(), now.tNanos());
    }

    @Override
    public void on(SteppedDown fact) {
        sweep.witness.steppedDown(sweep, now.node(), fact.term(), now.tNanos());
    }

    @Override
    public void on(QuorumLost fact) {
        Settings settings = sweep.history.settings(sweep.history.place(now.node()));
        sweep.witness.quorumLost(fact.term(), settings != null && settings.isQuorumWindowTooShort());
    }

    @Override
    public void on(TransferBegan fact) {
        sweep.witness.handedOver(fact.term());
    }

    @Override
    public void on(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.CAMPAIGNS)) {
            sweep.witness.campaignOrdered(now.tNanos());
        }
    }
}
