package dev.raftbeat.check;

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
@Grounds(needs = "VoteGranted and BecameCandidate, over all lives", unknown = "never otherwise")
final class OneVote extends Check {
    private record Term(NodeId node, long term) implements Comparable<Term> {
        @Override
        public int compareTo(Term other) {
            int byNode = node.compareTo(other.node);
            return byNode != 0 ? byNode : Long.compare(term, other.term);
        }
    }

    private record Vote(NodeId candidate, StampedFact fact) {}

    private final SortedMap<Term, Vote> votes = new TreeMap<>();

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
        count();
        Vote earlier = votes.putIfAbsent(new Term(teller(), term), new Vote(candidate, now()));
        if (earlier != null && !earlier.candidate.equals(candidate)) {
            violated(
                    teller() + " voted for " + earlier.candidate + " and for " + candidate + " in term " + term,
                    earlier.fact,
                    now());
        }
    }
}
