package dev.raftbeat.protocol;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
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

/** A visitor for those who care about a few facts: every method answers {@link #otherwise} until it is overridden. */
public abstract class FactFold<R> implements FactVisitor<R> {
    /** The answer to every fact that the fold does not care about. */
    protected abstract R otherwise(Fact fact);

    @Override
    public R booted(Booted fact) {
        return otherwise(fact);
    }

    @Override
    public R settingsChanged(SettingsChanged fact) {
        return otherwise(fact);
    }

    @Override
    public R saveBegan(SaveBegan fact) {
        return otherwise(fact);
    }

    @Override
    public R ballotSaved(BallotSaved fact) {
        return otherwise(fact);
    }

    @Override
    public R saveFailed(SaveFailed fact) {
        return otherwise(fact);
    }

    @Override
    public R commandRefused(CommandRefused fact) {
        return otherwise(fact);
    }

    @Override
    public R garbageCollected(GarbageCollected fact) {
        return otherwise(fact);
    }

    @Override
    public R stopped(Stopped fact) {
        return otherwise(fact);
    }

    @Override
    public R timerArmed(TimerArmed fact) {
        return otherwise(fact);
    }

    @Override
    public R timerFired(TimerFired fact) {
        return otherwise(fact);
    }

    @Override
    public R preVoteGranted(PreVoteGranted fact) {
        return otherwise(fact);
    }

    @Override
    public R preVoteDenied(PreVoteDenied fact) {
        return otherwise(fact);
    }

    @Override
    public R voteGranted(VoteGranted fact) {
        return otherwise(fact);
    }

    @Override
    public R voteDenied(VoteDenied fact) {
        return otherwise(fact);
    }

    @Override
    public R voteCounted(VoteCounted fact) {
        return otherwise(fact);
    }

    @Override
    public R becameFollower(BecameFollower fact) {
        return otherwise(fact);
    }

    @Override
    public R becamePreCandidate(BecamePreCandidate fact) {
        return otherwise(fact);
    }

    @Override
    public R becameCandidate(BecameCandidate fact) {
        return otherwise(fact);
    }

    @Override
    public R becameLeader(BecameLeader fact) {
        return otherwise(fact);
    }

    @Override
    public R heartbeatHeard(HeartbeatHeard fact) {
        return otherwise(fact);
    }

    @Override
    public R quorumLost(QuorumLost fact) {
        return otherwise(fact);
    }

    @Override
    public R steppedDown(SteppedDown fact) {
        return otherwise(fact);
    }

    @Override
    public R termAdvanced(TermAdvanced fact) {
        return otherwise(fact);
    }

    @Override
    public R transferBegan(TransferBegan fact) {
        return otherwise(fact);
    }

    @Override
    public R messageSent(MessageSent fact) {
        return otherwise(fact);
    }

    @Override
    public R messageDelivered(MessageDelivered fact) {
        return otherwise(fact);
    }

    @Override
    public R messageLost(MessageLost fact) {
        return otherwise(fact);
    }

    @Override
    public R linkUp(LinkUp fact) {
        return otherwise(fact);
    }

    @Override
    public R linkDown(LinkDown fact) {
        return otherwise(fact);
    }

    @Override
    public R frameRefused(FrameRefused fact) {
        return otherwise(fact);
    }

    @Override
    public R peerSuspected(PeerSuspected fact) {
        return otherwise(fact);
    }

    @Override
    public R peerTrusted(PeerTrusted fact) {
        return otherwise(fact);
    }

    @Override
    public R faultBegan(FaultBegan fact) {
        return otherwise(fact);
    }

    @Override
    public R faultNarrowed(FaultNarrowed fact) {
        return otherwise(fact);
    }

    @Override
    public R faultEnded(FaultEnded fact) {
        return otherwise(fact);
    }

    @Override
    public R processBegan(ProcessBegan fact) {
        return otherwise(fact);
    }

    @Override
    public R processEnded(ProcessEnded fact) {
        return otherwise(fact);
    }

    @Override
    public R factsLost(FactsLost fact) {
        return otherwise(fact);
    }

    @Override
    public R storeOpened(StoreOpened fact) {
        return otherwise(fact);
    }

    @Override
    public R writeSent(WriteSent fact) {
        return otherwise(fact);
    }

    @Override
    public R leaseRanOut(LeaseRanOut fact) {
        return otherwise(fact);
    }

    @Override
    public R writeLanded(WriteLanded fact) {
        return otherwise(fact);
    }

    @Override
    public R writeRefused(WriteRefused fact) {
        return otherwise(fact);
    }
}
