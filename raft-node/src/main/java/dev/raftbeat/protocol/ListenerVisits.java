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

/** What a visitor does with each fact, for a {@link FactListener}: it calls the listener's {@code on}. */
interface ListenerVisits extends FactVisitor<Void> {
    @Override
    default Void booted(Booted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void settingsChanged(SettingsChanged fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void saveBegan(SaveBegan fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void ballotSaved(BallotSaved fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void saveFailed(SaveFailed fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void commandRefused(CommandRefused fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void garbageCollected(GarbageCollected fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void stopBegan(StopBegan fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void stopped(Stopped fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void timerArmed(TimerArmed fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void timerFired(TimerFired fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void preVoteGranted(PreVoteGranted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void preVoteDenied(PreVoteDenied fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void voteGranted(VoteGranted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void voteDenied(VoteDenied fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void voteCounted(VoteCounted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void becameFollower(BecameFollower fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void becamePreCandidate(BecamePreCandidate fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void becameCandidate(BecameCandidate fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void becameLeader(BecameLeader fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void heartbeatHeard(HeartbeatHeard fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void quorumLost(QuorumLost fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void steppedDown(SteppedDown fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void termAdvanced(TermAdvanced fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void transferBegan(TransferBegan fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void messageSent(MessageSent fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void messageDelivered(MessageDelivered fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void messageLost(MessageLost fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void linkUp(LinkUp fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void linkDown(LinkDown fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void frameRefused(FrameRefused fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void peerProvenDead(PeerProvenDead fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void peerSuspected(PeerSuspected fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void peerTrusted(PeerTrusted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void ballotDoubted(BallotDoubted fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void faultBegan(FaultBegan fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void faultNarrowed(FaultNarrowed fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void faultEnded(FaultEnded fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void processBegan(ProcessBegan fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void processEnded(ProcessEnded fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void factsLost(FactsLost fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void storeOpened(StoreOpened fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void writeSent(WriteSent fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void leaseRanOut(LeaseRanOut fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void writeLanded(WriteLanded fact) {
        ((FactListener) this).on(fact);
        return null;
    }

    @Override
    default Void writeRefused(WriteRefused fact) {
        ((FactListener) this).on(fact);
        return null;
    }
}
