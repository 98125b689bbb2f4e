package dev.raftbeat.protocol;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StoreFact.LeaseRanOut;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;

/**
 * Hears facts: one empty {@code on} for each, to be overridden by whoever cares. Give it a fact by
 * {@code fact.accept(listener)}. Where a new fact must break the build, implement {@link FactVisitor} itself.
 */
public interface FactListener extends ListenerVisits {
    default void on(Booted fact) {}

    default void on(SettingsChanged fact) {}

    default void on(SaveBegan fact) {}

    default void on(BallotSaved fact) {}

    default void on(SaveFailed fact) {}

    default void on(CommandRefused fact) {}

    default void on(GarbageCollected fact) {}

    default void on(StopBegan fact) {}

    default void on(Stopped fact) {}

    default void on(TimerArmed fact) {}

    default void on(TimerFired fact) {}

    default void on(PreVoteGranted fact) {}

    default void on(PreVoteDenied fact) {}

    default void on(VoteGranted fact) {}

    default void on(VoteDenied fact) {}

    default void on(VoteCounted fact) {}

    default void on(BecameFollower fact) {}

    default void on(BecamePreCandidate fact) {}

    default void on(BecameCandidate fact) {}

    default void on(BecameLeader fact) {}

    default void on(HeartbeatHeard fact) {}

    default void on(QuorumLost fact) {}

    default void on(SteppedDown fact) {}

    default void on(TermAdvanced fact) {}

    default void on(TransferBegan fact) {}

    default void on(MessageSent fact) {}

    default void on(MessageDelivered fact) {}

    default void on(MessageLost fact) {}

    default void on(LinkUp fact) {}

    default void on(LinkDown fact) {}

    default void on(FrameRefused fact) {}

    default void on(PeerSuspected fact) {}

    default void on(PeerProvenDead fact) {}

    default void on(PeerTrusted fact) {}

    default void on(BallotDoubted fact) {}

    default void on(FaultBegan fact) {}

    default void on(FaultNarrowed fact) {}

    default void on(FaultEnded fact) {}

    default void on(ProcessBegan fact) {}

    default void on(ProcessEnded fact) {}

    default void on(FactsLost fact) {}

    default void on(StoreOpened fact) {}

    default void on(WriteSent fact) {}

    default void on(LeaseRanOut fact) {}

    default void on(WriteLanded fact) {}

    default void on(WriteRefused fact) {}
}
