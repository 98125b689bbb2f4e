package dev.raftbeat.raft;

import dev.raftbeat.protocol.Message;

/** The messages of an election and of a leader's heartbeat (paper, Figure 2; thesis §3.10, §9.6). */
public sealed interface RaftMessage extends Message {
    <R> R accept(Visitor<R> visitor);

    /** The name of its record. Those that come many times a second say so without reflection. */
    @Override
    default String kind() {
        return getClass().getSimpleName();
    }

    @Override
    default boolean supersedable() {
        return false;
    }

    @Override
    default long keptTerm() {
        return term();
    }

    /**
     * "Would you vote for me in this term?" (thesis §9.6). It changes nothing in the voter.
     *
     * @param term the term that the sender would campaign in: its own plus one
     * @param round counts the sender's questions, so that an answer to an earlier one is not taken for this one's
     * @param transferUntil the last of the leader's rounds of heartbeats for which its order to campaign is good; 0
     *     when no leader gave one
     */
    record PreVoteRequest(long term, long round, long lastLogIndex, long lastLogTerm, long transferUntil)
            implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.preVoteRequest(this);
        }

        @Override
        public long keptTerm() {
            return term - 1;
        }

        @Override
        public boolean isVote() {
            return true;
        }
    }

    /**
     * @param term when granted, the term of the request; when denied, the voter's current term
     * @param round the request's, echoed
     */
    record PreVoteReply(long term, long round, boolean granted) implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.preVoteReply(this);
        }

        @Override
        public long keptTerm() {
            return granted ? -1 : term;
        }

        @Override
        public boolean isVote() {
            return granted;
        }
    }

    /**
     * @param term the candidate's term
     * @param transferUntil the last of the leader's rounds of heartbeats for which its order to campaign is good (thesis
     *     §3.10), which bypasses the recent-leader rule; 0 when no leader gave one
     */
    record RequestVote(long term, long lastLogIndex, long lastLogTerm, long transferUntil) implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestVote(this);
        }

        @Override
        public boolean isVote() {
            return true;
        }
    }

    /** @param term the voter's current term, after it has handled the request */
    record RequestVoteReply(long term, boolean granted) implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.requestVoteReply(this);
        }

        @Override
        public boolean isVote() {
            return granted;
        }
    }

    /**
     * The heartbeat: without entries, and without a log check.
     *
     * @param term the leader's term
     * @param round counts the leader's rounds of heartbeats in this term, from 1
     * @param heir what the receiver is to do once it knows this leader's process to be gone: 0, it is no heir; otherwise
     *     to wait one whole millisecond less than this, and to ask for promises. One small number, for the receiver alone,
     *     because the leader knows the round trips and a heartbeat costs bytes
     */
    record AppendEntries(long term, long round, long heir) implements RaftMessage {
        /** One that names no heir. */
        public AppendEntries(long term, long round) {
            this(term, round, 0);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.appendEntries(this);
        }

        @Override
        public String kind() {
            return "AppendEntries";
        }

        @Override
        public boolean supersedable() {
            return true;
        }
    }

    /**
     * @param term the follower's current term
     * @param round the heartbeat's, echoed, so that the leader knows how old the acknowledged heartbeat is
     * @param success false when the heartbeat came from an older term
     */
    record AppendEntriesReply(long term, long round, boolean success) implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.appendEntriesReply(this);
        }

        @Override
        public String kind() {
            return "AppendEntriesReply";
        }
    }

    /**
     * "Campaign at once" (thesis §3.10).
     *
     * @param term the leader's term
     * @param lastRound the last of its rounds of heartbeats for which this is good: nobody who has heard a later one
     *     helps another to be elected because of it
     */
    record TimeoutNow(long term, long lastRound) implements RaftMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.timeoutNow(this);
        }
    }

    /** One method a message: a new message breaks the build wherever all must be known. */
    interface Visitor<R> {
        R preVoteRequest(PreVoteRequest message);

        R preVoteReply(PreVoteReply message);

        R requestVote(RequestVote message);

        R requestVoteReply(RequestVoteReply message);

        R appendEntries(AppendEntries message);

        R appendEntriesReply(AppendEntriesReply message);

        R timeoutNow(TimeoutNow message);
    }
}
