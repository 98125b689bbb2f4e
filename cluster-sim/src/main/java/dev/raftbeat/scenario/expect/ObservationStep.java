package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;

/** Takes what a fact says about terms, claims, settings and service into a chronicle. */
final class ObservationStep extends FactFold<Void> {
    private final RunObservations chronicle;
    private StampedFact now;

    ObservationStep(RunObservations chronicle) {
        this.chronicle = chronicle;
    }

    void take(StampedFact fact) {
        now = fact;
        fact.fact().accept(this);
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        chronicle.noteSettings(now.node(), fact.settings());
        chronicle.noteTerm(fact.term());
        chronicle.noteClaim(now.node(), false);
        return null;
    }

    @Override
    public Void settingsChanged(SettingsChanged fact) {
        chronicle.noteSettings(now.node(), fact.settings());
        return null;
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        chronicle.noteTerm(fact.term());
        chronicle.noteClaim(now.node(), false);
        return null;
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        chronicle.noteTerm(fact.term());
        chronicle.noteClaim(now.node(), false);
        return null;
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        chronicle.noteTerm(fact.term());
        chronicle.noteClaim(now.node(), true);
        chronicle.noteLeader(now.node(), fact.term());
        chronicle.service().leads(now.node(), fact.term(), chronicle.quorum(), now.tNanos());
        return null;
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        chronicle.noteClaim(now.node(), false);
        return null;
    }

    @Override
    public Void termAdvanced(TermAdvanced fact) {
        chronicle.noteTerm(fact.toTerm());
        return null;
    }

    @Override
    public Void messageDelivered(MessageDelivered fact) {
        chronicle.service().delivered(now, fact, chronicle.quorum(), chronicle.electionNanos());
        return null;
    }

    @Override
    public Void faultBegan(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.FREEZES)) {
            fact.nodes().forEach(node -> chronicle.service().halted(node, now.tNanos(), chronicle.electionNanos()));
        }
        return null;
    }

    @Override
    public Void processEnded(ProcessEnded fact) {
        chronicle.noteClaim(fact.target(), false);
        chronicle.service().ended(fact.target(), now.tNanos(), chronicle.electionNanos());
        return null;
    }
}
