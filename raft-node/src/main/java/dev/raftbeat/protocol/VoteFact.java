package dev.raftbeat.protocol;

import java.util.Optional;

/** Facts about votes, asked for, given, refused and counted. */
public sealed interface VoteFact extends Fact
        permits VoteFact.PreVoteGranted,
                VoteFact.PreVoteDenied,
                VoteFact.VoteGranted,
                VoteFact.VoteDenied,
                VoteFact.VoteCounted {
    /** Why a vote, or the promise of one, was refused. */
    enum DenialReason {
        /** The candidate's term is older than the voter's (§5.1). */
        STALE_TERM,
        /** The voter has voted for another candidate in this term (§5.2). */
        ALREADY_VOTED,
        /** The candidate's log is less up-to-date than the voter's (§5.4.1). */
        LOG_BEHIND,
        /** The voter hears a leader, or is one (thesis §9.6, the paper's §6). */
        RECENT_LEADER
    }

    /** @param term the term that the candidate would campaign in */
    @Meaning("The node promised that it would vote for this candidate; the promise binds nobody and changes nothing.")
    record PreVoteGranted(NodeId candidate, long term, long round) implements VoteFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.preVoteGranted(this);
        }
    }

    /** @param term the term that the candidate would campaign in */
    @Meaning("The node would not vote for this candidate now, and told it its own term.")
    record PreVoteDenied(NodeId candidate, long term, long round, DenialReason reason) implements VoteFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.preVoteDenied(this);
        }
    }

    @Meaning("The node gave this candidate its one vote of the term; told only when the vote is durable.")
    record VoteGranted(NodeId candidate, long term) implements VoteFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.voteGranted(this);
        }
    }

    @Meaning("The node refused this candidate its vote, and told it its own term.")
    record VoteDenied(NodeId candidate, long term, DenialReason reason) implements VoteFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.voteDenied(this);
        }
    }

    /**
     * @param term the term campaigned in, or that would be campaigned in when {@code preVote}
     * @param message the reply that carried the vote; empty for one's own
     * @param have votes so far, this one among them
     * @param need votes that make a quorum
     */
    @Meaning("The candidate counted a vote, or a promise of one, from a distinct voter of this very term and round.")
    record VoteCounted(NodeId voter, long term, boolean preVote, Optional<FactId> message, int have, int need)
            implements VoteFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.voteCounted(this);
        }
    }
}
