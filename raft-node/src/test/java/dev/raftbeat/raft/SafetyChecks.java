package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold at every moment of every run, whatever the network does. */
final class SafetyChecks {
    private final List<String> violations = new ArrayList<>();
    private final TreeMap<Long, NodeId> leaders = new TreeMap<>();
    private final TreeMap<String, NodeId> votes = new TreeMap<>();
    private final TreeMap<NodeId, Long> terms = new TreeMap<>();
    private int refusals;

    List<String> violations() {
        return violations;
    }

    int leadersSeen() {
        return leaders.size();
    }

    int refusalsSeen() {
        return refusals;
    }

    void told(NodeId node, List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof VoteGranted granted) {
                voted(node, granted.term(), granted.candidate());
            } else if (fact instanceof BecameCandidate candidate) {
                voted(node, candidate.term(), node);
            } else if (fact instanceof BecameLeader leader) {
                led(node, leader);
            }
        }
    }

    private void voted(NodeId voter, long term, NodeId candidate) {
        NodeId earlier = votes.putIfAbsent(voter + " in term " + term, candidate);
        if (earlier != null && !earlier.equals(candidate)) {
            violations.add(voter + " voted for " + earlier + " and for " + candidate + " in term " + term);
        }
    }

    private void led(NodeId node, BecameLeader fact) {
        NodeId earlier = leaders.putIfAbsent(fact.term(), node);
        if (earlier != null && !earlier.equals(node)) {
            violations.add(earlier + " and " + node + " both lead term " + fact.term());
        }
        if (new TreeSet<>(fact.votes()).size() != fact.votes().size()) {
            violations.add(node + " counted a vote twice: " + fact.votes());
        }
        for (NodeId voter : fact.votes()) {
            if (!node.equals(votes.get(voter + " in term " + fact.term()))) {
                violations.add(node + " leads term " + fact.term() + " by a vote that " + voter + " never gave");
            }
        }
    }

    /** Terms only grow, over all lives of a node. A crash takes back only what nobody saw. */
    void ballotNow(NodeId node, Ballot ballot) {
        Long earlier = terms.put(node, ballot.term());
        if (earlier != null && earlier > ballot.term()) {
            violations.add(node + " went back from term " + earlier + " to " + ballot.term());
        }
    }

    void refusedWithoutTrace(RaftState before, RaftState after, Effects<RaftMessage> effects) {
        refusals++;
        if (!before.equals(after)
                || !effects.send().isEmpty()
                || effects.save().isPresent()
                || effects.facts().size() != 1) {
            violations.add("a refused message left a trace: " + effects);
        }
    }

    void wakesLater(Effects<RaftMessage> effects, long now) {
        if (effects.wakeAt() <= now) {
            violations.add("a wake at " + now + " asked for another at " + effects.wakeAt());
        }
    }
}
