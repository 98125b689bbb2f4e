package dev.raftbeat.check;

import dev.raftbeat.check.LeaderSweep.Belief;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.Optional;

/** Takes one fact into a sweep. */
final class SweepStep extends FactFold<Void> {
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
        boolean ofEarlierLife = fact.boot() < sweep.belief(fact.node()).boot();
        if (ofEarlierLife && !fact.node().equals(NodeId.WORLD)) {
            return;
        }
        sweep.witness.upTo(sweep, fact.tNanos());
        fact.fact().accept(new SweepStep(sweep, fact));
        sweep.settle(fact.tNanos());
        sweep.witness.from(sweep, fact.tNanos());
    }

    /** Whether a fact can change who leads, or say why. */
    static boolean concerns(Fact fact) {
        return !fact.routine()
                && (fact instanceof RoleFact
                        || fact instanceof WorldFact
                        || fact instanceof Booted
                        || fact instanceof SettingsChanged);
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    private Void believe(boolean leads, long term, Optional<NodeId> leader) {
        sweep.beliefs.put(now.node(), new Belief(now.boot(), leads, term, leader));
        return null;
    }

    private void patience(Settings settings) {
        sweep.witness.patience(2 * settings.electionNanosMax() + settings.effectiveQuorumWindowNanos());
    }

    @Override
    public Void booted(Booted fact) {
        sweep.members.addAll(fact.members());
        sweep.damage.processRuns(now.node());
        patience(fact.settings());
        return believe(false, fact.term(), Optional.empty());
    }

    @Override
    public Void settingsChanged(SettingsChanged fact) {
        patience(fact.settings());
        return null;
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        return believe(false, fact.term(), fact.leader());
    }

    @Override
    public Void becamePreCandidate(BecamePreCandidate fact) {
        return believe(false, fact.term(), Optional.empty());
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        sweep.campaigned(now.node(), fact.term(), now.tNanos());
        return believe(false, fact.term(), Optional.empty());
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        sweep.electedNanos.put(fact.term(), now.tNanos());
        return believe(true, fact.term(), Optional.of(now.node()));
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        sweep.witness.steppedDown(sweep, now.node(), fact.term(), now.tNanos());
        return believe(false, sweep.belief(now.node()).term(), Optional.empty());
    }

    @Override
    public Void quorumLost(QuorumLost fact) {
        sweep.witness.quorumLost(fact.term());
        return null;
    }

    @Override
    public Void transferBegan(TransferBegan fact) {
        sweep.witness.handedOver(fact.term());
        return null;
    }

    @Override
    public Void faultBegan(FaultBegan fact) {
        sweep.damage.began(fact);
        fact.nodes().stream().filter(sweep.damage::isDead).forEach(this::forget);
        if (fact.does(FaultEffect.Kind.CAMPAIGNS)) {
            sweep.witness.campaignOrdered(now.tNanos());
        }
        return null;
    }

    @Override
    public Void faultNarrowed(FaultNarrowed fact) {
        sweep.damage.narrowed(fact);
        return null;
    }

    @Override
    public Void faultEnded(FaultEnded fact) {
        sweep.damage.ended(fact.fault());
        return null;
    }

    /** What a dead node believed died with it; its next life begins by telling what it knows. */
    private void forget(NodeId node) {
        sweep.beliefs.put(node, new Belief(sweep.belief(node).boot(), false, 0, Optional.empty()));
    }

    @Override
    public Void processBegan(ProcessBegan fact) {
        sweep.damage.processRuns(fact.target());
        return null;
    }

    @Override
    public Void processEnded(ProcessEnded fact) {
        sweep.damage.processEnded(fact.target());
        forget(fact.target());
        return null;
    }
}
