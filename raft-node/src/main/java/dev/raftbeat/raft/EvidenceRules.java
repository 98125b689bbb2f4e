package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftState.KnownLeader;

/**
 * The decisions about a leader whose process is known to be gone, and about who follows it: not in the paper. They are part
 * of {@link RaftRules}, and stand apart only because they are many.
 */
abstract class EvidenceRules extends PriorityRules {
    /** How long who knows its leader to be gone waits at the most, where that leader has named no heirs. */
    static final long HEIRLESS_NANOS_MAX = 20_000_000L;

    private static final long MILLI = 1_000_000L;

    /** No wait is longer than the longest timeout there can be: a bound for what comes from outside. */
    private static final long HEIR_MILLIS_MAX = 600_000;

    private static final int REPEATS_MAX = 3;
    private static final long HEIR_STEP_MILLIS = 20;

    abstract boolean isStale(RaftState state, long term);

    /** Whether a connection that the peer's side ended says by itself that the peer is gone: it is a hint, never proof. */
    public boolean isHintProof() {
        return false;
    }

    /** Whether the very life that the node follows is known to be over: proof about one life says nothing of another. */
    public boolean isLeaderGone(RaftState state) {
        return state.settings().usesEvidence()
                && state.leader().isPresent()
                && isGone(state, state.leader().get());
    }

    /** Asked of the believed leader, where evidence counts. */
    protected boolean isGone(RaftState state, KnownLeader known) {
        return state.notes().gone().getOrDefault(known.node(), -1) == known.life();
    }

    /**
     * How long a follower with proof waits before it asks. The leader has put its heirs in an order, so that they do not all
     * ask at once and split the vote; whoever was not named draws.
     *
     * @param drawnNanos 0 to {@link #HEIRLESS_NANOS_MAX}
     */
    public long proofWait(KnownLeader gone, long drawnNanos) {
        return gone.heir() == 0 ? drawnNanos : Math.min(gone.heir() - 1, HEIR_MILLIS_MAX) * MILLI;
    }

    /**
     * Whether who asked on proof and was denied asks again soon: most likely that voter had no proof yet, and it has within
     * a millisecond or a few. Denied once more after {@link #REPEATS_MAX} repeats, it waits its timeout like anybody.
     */
    public boolean asksAgain(RaftState state, PreVoteReply denial) {
        return state.role() == Role.PRE_CANDIDATE
                && !denial.granted()
                && !isStale(state, denial.term())
                && denial.round() == state.round()
                && state.tally().onProof() > 0
                && state.tally().onProof() <= REPEATS_MAX
                && !state.timer().isOnProof();
    }

    /**
     * 1, 3 and 9 milliseconds. The first is short, so that the voter promises before its own turn comes: two who ask each
     * other at once promise each other, and split the vote.
     *
     * @param asked how often it has asked, from 1 to {@link #REPEATS_MAX}
     */
    public long askAgainWait(int asked) {
        return asked == 1 ? MILLI : asked == 2 ? 3 * MILLI : 9 * MILLI;
    }

    /** A leader names as heirs only those that answer it. */
    public boolean mayInherit(RaftState state, NodeId peer) {
        LeaderState led = state.leadership().orElseThrow();
        return heirPriority(state, peer) > 0
                && led.acks().get(peer).round() > 0
                && led.answers(peer)
                && !state.suspected().containsKey(peer);
    }

    /** The higher one inherits before the lower one, and 0 never inherits. */
    public int heirPriority(RaftState state, NodeId peer) {
        return state.leadership().orElseThrow().acks().get(peer).priority();
    }

    /**
     * Of two of one priority that may inherit: who has followed without a gap for longer comes first, because a process that
     * has just come up needs several times as long for its first dial and its first question; then who has the newer
     * acknowledgement, then whose name does.
     */
    public boolean inheritsBefore(RaftState state, NodeId one, NodeId other) {
        if (heirPriority(state, one) != heirPriority(state, other)) {
            return heirPriority(state, one) > heirPriority(state, other);
        }
        LeaderState.Ack ofOne = state.leadership().orElseThrow().acks().get(one);
        LeaderState.Ack ofOther = state.leadership().orElseThrow().acks().get(other);
        long longerBy = ofOther.steadySince() - ofOne.steadySince();
        long newerBy = longerBy != 0 ? longerBy : ofOne.round() - ofOther.round();
        return newerBy != 0 ? newerBy > 0 : one.compareTo(other) < 0;
    }

    /**
     * The first asks at once, and each further one so much later that those before it have had time to win: the larger of
     * two round trips, one for promises and one for votes, and of {@value #HEIR_STEP_MILLIS} milliseconds. These are for
     * processes whose code has hardly run yet: there a campaign takes 12 to 17 ms, and one follower has its proof some
     * milliseconds before another. With three milliseconds, one vote in ten was split, which costs a whole timeout.
     *
     * @param rank the place among the heirs, from 0
     * @param tripNanos the longest round trip to any of them
     */
    public long heirWaitMillis(int rank, long tripNanos) {
        return rank * Math.max(HEIR_STEP_MILLIS, (2 * tripNanos + MILLI - 1) / MILLI);
    }
}
