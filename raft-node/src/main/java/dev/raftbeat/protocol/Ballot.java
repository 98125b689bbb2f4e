package dev.raftbeat.protocol;

import java.util.Optional;

/**
 * What a node must never forget: its current term and whom it voted for in it (Raft paper, Figure 2, persistent state).
 *
 * @param term 0 to {@link #TERM_MAX}; 0 is the term of a node that has never heard of an election
 * @param votedFor the candidate that received this node's vote in {@code term}, if any
 */
public record Ballot(long term, Optional<NodeId> votedFor) {
    /** The largest term: 2^53 - 1, the largest integer that every JSON reader keeps exact. */
    public static final long TERM_MAX = (1L << 53) - 1;

    /** The ballot of a node that starts for the first time. */
    public static final Ballot BLANK = new Ballot(0, Optional.empty());

    /** @throws IllegalArgumentException when the term is out of range */
    public Ballot {
        if (term < 0 || term > TERM_MAX) {
            throw new IllegalArgumentException("a term lies between 0 and 2^53-1, not at " + term);
        }
    }

    /** Written out, like {@link #hashCode}: every input asks for it, and what Java makes for a record is slow at first. */
    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof Ballot b && b.term == term && b.votedFor.equals(votedFor));
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(term) + votedFor.hashCode();
    }
}
