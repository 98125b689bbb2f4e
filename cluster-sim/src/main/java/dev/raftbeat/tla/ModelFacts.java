package dev.raftbeat.tla;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.Optional;

/** Says of one fact what the model says of it. */
final class ModelFacts implements FactListener {
    private final StampedFact told;
    private Optional<ModelFact> read = Optional.empty();

    private ModelFacts(StampedFact told) {
        this.told = told;
    }

    /** Empty for a fact of which the model does not speak. */
    static Optional<ModelFact> of(StampedFact told) {
        ModelFacts reader = new ModelFacts(told);
        told.fact().accept(reader);
        return reader.read;
    }

    private void read(Optional<NodeId> peer, long term, String detail) {
        read = Optional.of(new ModelFact(
                told.fact().name(),
                told.node().toString(),
                peer.map(NodeId::toString).orElse(ModelFact.NOBODY),
                term,
                detail,
                told.id()));
    }

    private void read(NodeId peer, long term) {
        read(Optional.of(peer), term, "");
    }

    private void read(long term) {
        read(Optional.empty(), term, "");
    }

    private static String settings(Settings settings) {
        String stands = settings.priority() == 0 ? "never stands" : "stands";
        return settings.preVote() ? "asks first" + (settings.priority() == 0 ? ", " + stands : "") : stands;
    }

    @Override
    public void on(Booted fact) {
        read(fact.votedFor(), fact.term(), settings(fact.settings()));
    }

    @Override
    public void on(SettingsChanged fact) {
        read(Optional.empty(), 0, settings(fact.settings()));
    }

    @Override
    public void on(BallotSaved fact) {
        read(fact.votedFor(), fact.term(), "");
    }

    @Override
    public void on(TimerFired fact) {
        read(0);
    }

    @Override
    public void on(PreVoteGranted fact) {
        read(fact.candidate(), fact.term());
    }

    @Override
    public void on(PreVoteDenied fact) {
        read(fact.candidate(), fact.term());
    }

    @Override
    public void on(VoteGranted fact) {
        read(fact.candidate(), fact.term());
    }

    @Override
    public void on(VoteDenied fact) {
        read(fact.candidate(), fact.term());
    }

    @Override
    public void on(VoteCounted fact) {
        read(fact.voter(), fact.term());
    }

    @Override
    public void on(BecameFollower fact) {
        read(fact.term());
    }

    @Override
    public void on(BecamePreCandidate fact) {
        read(fact.term());
    }

    @Override
    public void on(BecameCandidate fact) {
        read(fact.term());
    }

    @Override
    public void on(BecameLeader fact) {
        read(fact.term());
    }

    @Override
    public void on(HeartbeatHeard fact) {
        read(fact.leader(), fact.term());
    }

    @Override
    public void on(QuorumLost fact) {
        read(fact.term());
    }

    @Override
    public void on(SteppedDown fact) {
        read(fact.term());
    }

    @Override
    public void on(TermAdvanced fact) {
        read(fact.because(), fact.toTerm());
    }

    @Override
    public void on(TransferBegan fact) {
        read(fact.target(), fact.term());
    }

    @Override
    public void on(MessageSent fact) {
        read(Optional.of(fact.to()), fact.term(), fact.kind());
    }

    @Override
    public void on(MessageDelivered fact) {
        read(Optional.of(fact.from()), fact.term(), fact.kind());
    }
}
