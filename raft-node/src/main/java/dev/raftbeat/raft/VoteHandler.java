package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.Optional;

/** What every node does when somebody asks for its vote, or for the promise of one. */
final class VoteHandler {
    private final Step turn;
    private final RaftRules rules;

    VoteHandler(Step turn) {
        this.turn = turn;
        this.rules = turn.rules();
    }

    /** Thesis §9.6. Nothing changes in the voter, whatever it answers. */
    void preVoteRequest(NodeId candidate, PreVoteRequest request) {
        Optional<DenialReason> denial = whyNoPromise(candidate, request);
        boolean granted = denial.isEmpty();
        turn.tell(
                granted
                        ? new PreVoteGranted(candidate, request.term(), request.round())
                        : new PreVoteDenied(candidate, request.term(), request.round(), denial.get()));
        if (granted && rules.preVoteGrantResetsTimer()) {
            turn.arm(ArmReason.VOTE_GRANTED);
        }
        long term = rules.termOfPreVoteReply(turn.state(), request, granted);
        turn.send(candidate, new PreVoteReply(term, request.round(), granted));
    }

    private Optional<DenialReason> whyNoPromise(NodeId candidate, PreVoteRequest request) {
        RaftState state = turn.state();
        // §5.1: "If a server receives a request with a stale term number, it rejects the request."
        if (rules.isStale(state, request.term())) {
            return Optional.of(DenialReason.STALE_TERM);
        }
        // Thesis §9.6: only if the voter has not received heartbeats from a valid leader for an election timeout.
        if (rules.recentLeaderBlocksPreVote(state, request, turn.now())) {
            return Optional.of(DenialReason.RECENT_LEADER);
        }
        // §5.2: each server votes for at most one candidate in a given term.
        if (!rules.mayGrantPreVote(state, candidate, request.term())) {
            return Optional.of(DenialReason.ALREADY_VOTED);
        }
        // §5.4.1: the voter denies its vote if its own log is more up-to-date.
        if (!rules.isLogUpToDate(state.settings(), request.lastLogIndex(), request.lastLogTerm())) {
            return Optional.of(DenialReason.LOG_BEHIND);
        }
        return Optional.empty();
    }

    /** Figure 2, RequestVote RPC, receiver implementation. */
    void requestVote(NodeId candidate, RequestVote request) {
        long termBefore = turn.state().term();
        // §6: a server that hears a leader "does not update its term or grant its vote".
        if (rules.recentLeaderBlocksVote(turn.state(), request, turn.now())) {
            deny(candidate, request, termBefore, DenialReason.RECENT_LEADER);
            return;
        }
        // §5.1: a larger term is adopted, even if the vote is then denied.
        if (rules.adoptsTerm(turn.state(), request)) {
            turn.adoptTerm(candidate, request, Optional.empty());
        }
        Optional<DenialReason> denial = whyNoVote(candidate, request);
        if (denial.isPresent()) {
            deny(candidate, request, termBefore, denial.get());
        } else {
            grant(candidate, termBefore);
            if (request.transferUntil() > 0) {
                turn.rememberHandOver(candidate);
            }
        }
    }

    private Optional<DenialReason> whyNoVote(NodeId candidate, RequestVote request) {
        RaftState state = turn.state();
        // Figure 2, 1: "Reply false if term < currentTerm" (§5.1).
        if (rules.isStale(state, request.term())) {
            return Optional.of(DenialReason.STALE_TERM);
        }
        // Figure 2, 2: "If votedFor is null or candidateId" (§5.2) ...
        if (!rules.mayGrantVote(state, candidate)) {
            return Optional.of(DenialReason.ALREADY_VOTED);
        }
        // ... "and candidate's log is at least as up-to-date as receiver's log, grant vote" (§5.4.1).
        if (!rules.isLogUpToDate(state.settings(), request.lastLogIndex(), request.lastLogTerm())) {
            return Optional.of(DenialReason.LOG_BEHIND);
        }
        return Optional.empty();
    }

    private void grant(NodeId candidate, long termBefore) {
        if (turn.is(Role.PRE_CANDIDATE)) {
            // Promises still under way must not make it compete with the candidate it has just voted for.
            turn.becomeFollower(turn.state().term(), Optional.empty(), StepDownReason.HIGHER_TERM);
        }
        turn.grantVote(candidate);
        // Figure 2, followers: the timer runs out only "without ... granting vote to candidate".
        if (rules.grantResetsTimer()) {
            turn.arm(ArmReason.VOTE_GRANTED);
        }
        reply(candidate, termBefore, true);
    }

    private void deny(NodeId candidate, RequestVote request, long termBefore, DenialReason reason) {
        turn.tell(new VoteDenied(candidate, request.term(), reason));
        if (rules.denialResetsTimer()) {
            turn.arm(ArmReason.VOTE_GRANTED);
        }
        reply(candidate, termBefore, false);
    }

    private void reply(NodeId candidate, long termBefore, boolean granted) {
        long term = rules.termOfVoteReply(termBefore, turn.state().term());
        turn.send(candidate, new RequestVoteReply(term, granted));
    }
}
