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

/** One method a fact: a new fact breaks the build wherever all must be known. */
public interface FactVisitor<R> {
    R booted(Booted fact);

    R settingsChanged(SettingsChanged fact);

    R saveBegan(SaveBegan fact);

    R ballotSaved(BallotSaved fact);

    R saveFailed(SaveFailed fact);

    R commandRefused(CommandRefused fact);

    R garbageCollected(GarbageCollected fact);

    R stopBegan(StopBegan fact);

    R stopped(Stopped fact);

    R timerArmed(TimerArmed fact);

    R timerFired(TimerFired fact);

    R preVoteGranted(PreVoteGranted fact);

    R preVoteDenied(PreVoteDenied fact);

    R voteGranted(VoteGranted fact);

    R voteDenied(VoteDenied fact);

    R voteCounted(VoteCounted fact);

    R becameFollower(BecameFollower fact);

    R becamePreCandidate(BecamePreCandidate fact);

    R becameCandidate(BecameCandidate fact);

    R becameLeader(BecameLeader fact);

    R heartbeatHeard(HeartbeatHeard fact);

    R quorumLost(QuorumLost fact);

    R steppedDown(SteppedDown fact);

    R termAdvanced(TermAdvanced fact);

    R transferBegan(TransferBegan fact);

    R messageSent(MessageSent fact);

    R messageDelivered(MessageDelivered fact);

    R messageLost(MessageLost fact);

    R linkUp(LinkUp fact);

    R linkDown(LinkDown fact);

    R frameRefused(FrameRefused fact);

    R peerSuspected(PeerSuspected fact);

    R peerProvenDead(PeerProvenDead fact);

    R peerTrusted(PeerTrusted fact);

    R ballotDoubted(BallotDoubted fact);

    R faultBegan(FaultBegan fact);

    R faultNarrowed(FaultNarrowed fact);

    R faultEnded(FaultEnded fact);

    R processBegan(ProcessBegan fact);

    R processEnded(ProcessEnded fact);

    R factsLost(FactsLost fact);

    R storeOpened(StoreOpened fact);

    R writeSent(WriteSent fact);

    R leaseRanOut(LeaseRanOut fact);

    R writeLanded(WriteLanded fact);

    R writeRefused(WriteRefused fact);
}
