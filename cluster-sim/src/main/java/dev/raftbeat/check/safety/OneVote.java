package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I2: one vote a node and term (paper §5.2), across all its lives. A candidate's own vote counts as one. A vote given
 * again to the same candidate, because its request came twice, is the same vote.
 */
@Evidence(
        needs = "VoteGranted and BecameCandidate, over all lives",
        unknown = "more votes were given than are remembered")
final class OneVote extends Check {
    private record Term(NodeId node, long term) implements Comparable<Term> {
        @Override
        public int compareTo(Term other) {
            int byTerm = Long.compare(term, other.term);
            return byTerm != 0 ? byTerm : node.compareTo(other.node);
        }
    }

    private record Vote(NodeId candidate, StampedFact fact) {}

    private final SortedMap<Term, Vote> votes = new TreeMap<>();
    /** Votes of terms up to this one may have been forgotten. */
    private long forgottenTerm = -1;

    OneVote() {
        super("I2", "one vote a term", "A node votes for at most one candidate in a term, through all its restarts.");
    }

    @Override
    public void on(VoteGranted fact) {
        votes(fact.candidate(), fact.term());
    }

    @Override
    public void on(BecameCandidate fact) {
        votes(teller(), fact.term());
    }

    private void votes(NodeId candidate, long term) {
        if (term <= forgottenTerm) {
            doubt();
            return;
        }
        count();
        Vote earlier = votes.putIfAbsent(new Term(teller(), term), new Vote(candidate, now()));
        if (earlier != null && !earlier.candidate.equals(candidate)) {
            violated(
                    teller() + " voted for " + earlier.candidate + " and for " + candidate + " in term " + term,
                    earlier.fact,
                    now());
        }
        if (votes.size() > REMEMBERED_MAX) {
            forgottenTerm = votes.firstKey().term;
            votes.remove(votes.firstKey());
        }
    }
}
