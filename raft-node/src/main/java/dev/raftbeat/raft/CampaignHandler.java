package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.Optional;

/** How a node whose election timer runs out asks for promises, then for votes, and counts them. */
final class CampaignHandler {
    private final Step turn;
    private final RaftRules rules;

    CampaignHandler(Step turn) {
        this.turn = turn;
        this.rules = turn.rules();
    }

    /** Fires the election timer if it is due; a wake that comes early, or twice, finds it not due. */
    void wake() {
        Optional<ElectionTimer.Armed> due =
                turn.state().timer().armed().filter(armed -> turn.now() >= armed.dueNanos());
        if (due.isPresent()) {
            turn.tell(
                    new TimerFired(due.get().drawNanos(), turn.now() - due.get().dueNanos()));
            campaign(due.get().reason() == ArmReason.PROOF);
        }
    }

    /** Figure 2, candidates: "If election timeout elapses: start new election"; thesis §9.6: ask first whether it could be won. */
    void campaign(boolean onProof) {
        if (turn.state().term() == Ballot.TERM_MAX) {
            // There is no further term to campaign in: a documented limit. It goes on as a follower would.
            turn.arm(ArmReason.CAMPAIGN);
        } else if (rules.asksFirst(turn.state())) {
            askForPromises(onProof ? turn.state().tally().askedOnProof() : VoteTally.EMPTY);
        } else {
            stand(0);
        }
    }

    /** @param grounds an empty tally that says why it asks */
    void askForPromises(VoteTally grounds) {
        turn.becomePreCandidate(grounds);
        if (turn.hasQuorum()) {
            stand(grounds.transferUntil());
            return;
        }
        RaftState state = turn.state();
        Settings log = state.settings();
        turn.sendToPeers(new PreVoteRequest(
                state.term() + 1, state.round(), log.lastLogIndex(), log.lastLogTerm(), grounds.transferUntil()));
    }

    /**
     * §5.2: raises the term, votes for itself, and asks everybody else.
     *
     * @param transferUntil the last round for which the leader's order to campaign is good; 0 when it gave none
     */
    private void stand(long transferUntil) {
        turn.becomeCandidate(transferUntil > 0);
        if (turn.hasQuorum()) {
            lead();
            return;
        }
        RaftState state = turn.state();
        Settings log = state.settings();
        turn.sendToPeers(new RequestVote(state.term(), log.lastLogIndex(), log.lastLogTerm(), transferUntil));
    }

    /** Thesis §9.6: promises of a quorum let it stand; a denial may tell it of a higher term. */
    void preVoteReply(NodeId voter, PreVoteReply reply, Optional<FactId> id) {
        // §5.1: without this, a node that lags in term would ask for ever about a term that is long over.
        if (rules.adoptsTerm(turn.state(), reply)) {
            turn.adoptTerm(voter, reply, Optional.empty());
            return;
        }
        if (rules.asksAgain(turn.state(), reply)) {
            turn.armToAskAgain();
            return;
        }
        if (!turn.is(Role.PRE_CANDIDATE)
                || !rules.countsPreVote(turn.state(), reply)
                || !rules.isNewVoter(turn.state().tally(), voter)) {
            return;
        }
        turn.count(voter, id);
        if (turn.hasQuorum()) {
            stand(turn.state().tally().transferUntil());
        }
    }

    /** §5.2: "A candidate wins an election if it receives votes from a majority ... for the same term." */
    void requestVoteReply(NodeId voter, RequestVoteReply reply, Optional<FactId> id) {
        // §5.1: a candidate that discovers its term is out of date "immediately reverts to follower state".
        if (rules.adoptsTerm(turn.state(), reply)) {
            turn.adoptTerm(voter, reply, Optional.empty());
            return;
        }
        if (!turn.is(Role.CANDIDATE)
                || !rules.countsVote(turn.state(), reply)
                || !rules.isNewVoter(turn.state().tally(), voter)) {
            return;
        }
        turn.count(voter, id);
        if (turn.hasQuorum()) {
            lead();
        }
    }

    private void lead() {
        turn.becomeLeader();
        // Figure 2, leaders: "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server".
        new LeaderHandler(turn).heartbeat();
    }
}
