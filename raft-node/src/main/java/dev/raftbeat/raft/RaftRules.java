package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import dev.raftbeat.raft.RaftState.KnownLeader;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The decisions of an election, one method each, so that one of them can be got wrong on purpose: a subclass that
 * overrides a single method is a whole wrong protocol. Methods are pure and see the state before the decision.
 */
public class RaftRules extends EvidenceRules {
    // Who is heard at all.

    /** Whether the message came back to its own sender, as it does when a name resolves to a wildcard address. */
    public boolean isFromMyself(RaftConfig config, NodeId from) {
        return from.equals(config.self());
    }

    public boolean isForMe(RaftConfig config, NodeId to) {
        return to.equals(config.self());
    }

    public boolean isFromMember(RaftConfig config, NodeId from) {
        return config.members().contains(from);
    }

    /** Whether this term can have come about honestly: 0 to 2^53-1, and not too far above one's own. */
    public boolean isTermPlausible(RaftState state, long term) {
        return term >= 0 && term <= Ballot.TERM_MAX && term - state.term() <= Bounds.TERM_DISTANCE_MAX;
    }

    // Terms (§5.1).

    /** §5.1: "If one server's current term is smaller than the other's, then it updates its current term." */
    public boolean adoptsTerm(RaftState state, RaftMessage message) {
        // Nobody is yet in the term that a PreVote asks about and that a promise repeats (thesis §9.6).
        boolean hypothetical = message instanceof PreVoteRequest
                || (message instanceof PreVoteReply && ((PreVoteReply) message).granted());
        return !hypothetical && message.term() > state.term();
    }

    /** §5.1: "If a server receives a request with a stale term number, it rejects the request." */
    @Override
    public boolean isStale(RaftState state, long term) {
        return term < state.term();
    }

    /** Figure 2, RequestVote, results: "currentTerm, for candidate to update itself"; that after the request. */
    public long termOfVoteReply(long termBefore, long termAfter) {
        return termAfter;
    }

    /** Thesis §9.6: a promise is about the term asked for; a denial tells the term that the voter is in. */
    public long termOfPreVoteReply(RaftState state, PreVoteRequest request, boolean granted) {
        return granted ? request.term() : state.term();
    }

    // The ballot (Figure 2, persistent state).

    /** Figure 2: term and vote are "updated on stable storage before responding to RPCs". */
    public boolean mustSave(Ballot before, Ballot after) {
        return !before.equals(after);
    }

    /** §5.2: a candidate "increments its current term" and "votes for itself". */
    public Ballot ballotOfCandidate(RaftState state, NodeId self) {
        return new Ballot(state.term() + 1, Optional.of(self));
    }

    /** §5.2: "at most one candidate in a given term": a vote is forgotten with its term, and never before. */
    public Ballot ballotOfFollower(RaftState state, long term) {
        return term == state.term() ? state.ballot() : new Ballot(term, Optional.empty());
    }

    // Granting votes (§5.2, §5.4.1, thesis §9.6).

    /** Figure 2, RequestVote, 2: "If votedFor is null or candidateId". A repeated request is granted again. */
    public boolean mayGrantVote(RaftState state, NodeId candidate) {
        return state.votedFor().isEmpty() || state.votedFor().get().equals(candidate);
    }

    /** Thesis §9.6: whether a vote could be granted in the term asked about. */
    public boolean mayGrantPreVote(RaftState state, NodeId candidate, long term) {
        return term > state.term() || mayGrantVote(state, candidate);
    }

    /** §5.4.1: "the log with the later term is more up-to-date"; with equal terms, the longer log is. */
    public boolean isLogUpToDate(Settings voter, long lastLogIndex, long lastLogTerm) {
        return lastLogTerm != voter.lastLogTerm()
                ? lastLogTerm > voter.lastLogTerm()
                : lastLogIndex >= voter.lastLogIndex();
    }

    /**
     * Thesis §4.2.3: whether the node leads, or heard from a leader "within the minimum election timeout". After a boot
     * nobody was heard, and the first vote need not wait. Nor does it hear a process that it knows to be gone; what others
     * know of that process is theirs, so one node's broken link moves nobody else.
     */
    public boolean hearsLeader(RaftState state, long now) {
        return state.role() == Role.LEADER
                || (state.leader().isPresent()
                        && !isLeaderGone(state)
                        && now - state.leader().get().heardAt()
                                < state.settings().electionNanosMin());
    }

    /**
     * Thesis §9.6: a promise only if the voter has "not received heartbeats from a valid leader" for a timeout; a transfer
     * is exempt (thesis §4.2.3), unless it is over.
     */
    public boolean recentLeaderBlocksPreVote(RaftState state, PreVoteRequest request, long now) {
        return request.transferUntil() > 0
                ? isTransferOver(state, request.term() - 1, request.transferUntil())
                : state.settings().preVote() && hearsLeader(state, now);
    }

    /** §6: whoever hears a leader "does not update its term or grant its vote", with the same exemption. */
    public boolean recentLeaderBlocksVote(RaftState state, RequestVote request, long now) {
        return request.transferUntil() > 0
                ? isTransferOver(state, request.term() - 1, request.transferUntil())
                : state.settings().preVote() && hearsLeader(state, now);
    }

    /**
     * Whether the order of the leader of this term to campaign no longer counts here: a heartbeat of a round was heard for
     * which it was not good any more.
     */
    public boolean isTransferOver(RaftState state, long term, long lastRound) {
        long newest = state.leadership().isPresent()
                ? state.leadership().get().round()
                : state.leader().map(KnownLeader::round).orElse(0L);
        return term == state.term() && newest > lastRound;
    }

    // The election timer (§5.2, Figure 2, rules for followers and candidates).

    /** §5.2: "election timeouts are chosen randomly"; the timeout that is used, given the one that was drawn. */
    public long timeoutFor(ArmReason reason, long drawnNanos) {
        return drawnNanos;
    }

    /** §5.2: a follower remains one "as long as it receives valid RPCs from a leader". */
    public boolean heartbeatResetsTimer() {
        return true;
    }

    /** Figure 2, followers: the timer runs out "without granting vote to candidate". */
    public boolean grantResetsTimer() {
        return true;
    }

    /** The same sentence: a vote that was refused gives nobody more time. */
    public boolean denialResetsTimer() {
        return false;
    }

    /** A promise changes nothing in the voter. */
    public boolean preVoteGrantResetsTimer() {
        return false;
    }

    /** A higher term alone is no sign of a leader: a follower's or candidate's deadline stays. */
    public boolean termAdoptionResetsTimer() {
        return false;
    }

    // Campaigning (§5.2, thesis §9.6).

    /** Thesis §9.6: whether a node asks before it raises its term. */
    public boolean asksFirst(RaftState state) {
        return state.settings().preVote();
    }

    /** A node whose timer ran out has given its leader up, and must not go on to deny others on its behalf. */
    public boolean keepsLeaderWhileCampaigning() {
        return false;
    }

    /** Whether the promise answers this very question: its round, and the term asked about. */
    public boolean countsPreVote(RaftState state, PreVoteReply reply) {
        return reply.granted() && reply.round() == state.round() && reply.term() == state.term() + 1;
    }

    /** §5.2: "votes from a majority of the servers in the full cluster for the same term". */
    public boolean countsVote(RaftState state, RequestVoteReply reply) {
        return reply.granted() && reply.term() == state.term();
    }

    /** A reply that comes twice is one vote. */
    public boolean isNewVoter(VoteTally tally, NodeId voter) {
        return !tally.has(voter);
    }

    /** §5.2: a majority of the full cluster, itself among them. */
    public int quorum(int members) {
        return members / 2 + 1;
    }

    // Following.

    /**
     * §5.2: a candidate that hears a leader of its term "recognizes the leader as legitimate and returns to follower
     * state". A leader never yields to a second one of its own term: there cannot be one.
     */
    public boolean yieldsToLeader(RaftState state, AppendEntries heartbeat) {
        return state.role() != Role.LEADER || heartbeat.term() > state.term();
    }

    /** Thesis §3.10: only the leader that a node follows now may tell it to campaign at once. */
    public boolean obeysTimeoutNow(RaftState state, NodeId from, TimeoutNow message) {
        return message.term() == state.term()
                && state.role() != Role.LEADER
                && state.believedLeader().filter(from::equals).isPresent();
    }

    /**
     * Thesis §3.10: a transfer that has not come about "after about an election timeout" is over. Counted in rounds of
     * heartbeats, which all nodes see alike whatever their clocks say.
     *
     * @return the last round for which an order given now is good
     */
    public long transferUntil(long round, Settings settings) {
        return round + Math.max(1, settings.electionNanosMin() / settings.heartbeatNanos());
    }

    /** Whoever asks for promises by order of its leader goes on to hear this heartbeat as one who follows does. */
    public boolean goesOnAsking(RaftState state, NodeId leader, AppendEntries heartbeat) {
        return state.role() == Role.PRE_CANDIDATE
                && heartbeat.term() == state.term()
                && heartbeat.round() <= state.tally().transferUntil()
                && state.believedLeader().filter(leader::equals).isPresent();
    }

    // Stopping (thesis §3.10).

    /**
     * Whom a leader that is to stop tells to campaign: of the peers that count for CheckQuorum now, and that it does not
     * suspect, one of the highest priority, and of these the one that came up last. Where all nodes are restarted in turn,
     * that one has had its turn. Nobody when these make no quorum with it, because nobody could win.
     *
     * @param state a leader's
     */
    public Optional<NodeId> heir(RaftState state, int members, long now) {
        LeaderState led = state.leadership().orElseThrow();
        TreeSet<NodeId> alive = new TreeSet<>(led.acks().keySet());
        alive.removeAll(led.silentSince(now - quorumWindowNanos(state.settings())));
        alive.removeAll(state.suspected().keySet());
        return alive.size() + 1 < quorum(members)
                ? Optional.empty()
                : alive.stream()
                        .filter(peer -> heirPriority(state, peer) > 0)
                        .max(Comparator.<NodeId>comparingInt(peer -> heirPriority(state, peer))
                                .thenComparingLong(peer -> led.acks().get(peer).steadySince())
                                .thenComparingLong(peer -> led.acks().get(peer).round()));
    }

    /**
     * Whether a node that handed over need not stay: another leads, or nobody waits for what follows from its vote in the
     * term that superseded its own.
     *
     * @param state of a node that does not lead any more
     */
    public boolean mayEnd(RaftState state, NodeId self) {
        return state.leader().isPresent()
                || state.votedFor().filter(vote -> !vote.equals(self)).isEmpty();
    }

    // Leading (§5.2, thesis §6.2).

    /** §5.2: leaders heartbeat to all followers, those that do not answer among them. */
    public boolean sendsHeartbeatTo(RaftState state, NodeId peer) {
        return true;
    }

    /**
     * The beat is kept when a round comes a little late, and taken up anew from now when it comes later than half an
     * interval: a node that stood still never catches up in a burst.
     */
    public long nextHeartbeatAt(long dueAt, long now, long heartbeatNanos) {
        return now - dueAt <= heartbeatNanos / 2 ? dueAt + heartbeatNanos : now + heartbeatNanos;
    }

    /** A new leader has heard from nobody yet, and gives everybody the full window. */
    public long peersCountAsHeardAt(long electedAt) {
        return electedAt;
    }

    /** Thesis §6.2: how long a leader leads without word from a quorum. */
    public long quorumWindowNanos(Settings settings) {
        return settings.effectiveQuorumWindowNanos();
    }

    /**
     * Thesis §6.2: when a leader must step down unless it hears more: the window behind the latest time at which it had
     * heard, itself included, from a quorum. {@link Effects#NEVER} when it does not lead, alone makes a quorum, or
     * does not check.
     */
    public long quorumDeadline(RaftState state, int members) {
        int peersNeeded = quorum(members) - 1;
        if (state.leadership().isEmpty() || !state.settings().checkQuorum() || peersNeeded == 0) {
            return Effects.NEVER;
        }
        return state.leadership().get().heardFrom(peersNeeded) + quorumWindowNanos(state.settings());
    }
}
