package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I1, election safety (paper, Figure 3): at most one leader a term. Whoever says that it leads counts, and whoever acts
 * as only a leader may: a heartbeat betrays a leader that never told of its election.
 */
@Evidence(
        needs = "BecameLeader, and heartbeats sent or delivered",
        unknown =
                "more terms are told of than are remembered; otherwise never: who said nothing of leading, and sent nothing that was heard of, is not known to have led")
final class ElectionSafety extends Check {
    private final SortedMap<Long, SortedMap<NodeId, StampedFact>> leaders = new TreeMap<>();
    private final SortedMap<Long, SortedMap<NodeId, StampedFact>> broken = new TreeMap<>();
    /** Who led in terms up to this one may have been forgotten. */
    private long forgottenTerm = -1;

    private long forgotten;

    private long electedTerm = -1;
    /** Who told that it leads that term; null before anybody has. */
    private NodeId elected;

    ElectionSafety() {
        super("I1", "one leader a term", "At most one node leads in any term.");
    }

    @Override
    public void on(BecameLeader fact) {
        leads(fact.term(), teller());
    }

    @Override
    public boolean caresFor(String messageKind) {
        return messageKind.equals("AppendEntries");
    }

    @Override
    public void on(MessageSent fact) {
        if (caresFor(fact.kind())) {
            leads(fact.term(), teller());
        }
    }

    @Override
    public void on(MessageDelivered fact) {
        if (caresFor(fact.kind())) {
            leads(fact.term(), fact.from());
        }
    }

    private void leads(long term, NodeId node) {
        if (term == electedTerm && node == elected) {
            // Nothing is better evidence than its own word, and nearly all heartbeats are of one leader.
            return;
        }
        if (term <= forgottenTerm) {
            doubt();
            return;
        }
        SortedMap<NodeId, StampedFact> ofTerm = leaders.computeIfAbsent(term, ignored -> new TreeMap<>());
        if (ofTerm.merge(node, now(), ElectionSafety::better).fact() instanceof BecameLeader) {
            electedTerm = term;
            elected = node;
        }
        if (ofTerm.size() > 1 && (broken.size() < 2 * VIOLATIONS_MAX || broken.containsKey(term))) {
            broken.put(term, ofTerm);
        }
        if (leaders.size() > REMEMBERED_MAX) {
            forgottenTerm = leaders.firstKey();
            leaders.remove(forgottenTerm);
            forgotten++;
        }
    }

    /** The better evidence, whatever the order in which both were heard: an election, then what it sent, then what came. */
    private static StampedFact better(StampedFact a, StampedFact b) {
        int byRank = Integer.compare(rank(a), rank(b));
        return byRank != 0 ? (byRank < 0 ? a : b) : (BY_ID.compare(a.id(), b.id()) <= 0 ? a : b);
    }

    private static int rank(StampedFact fact) {
        return fact.fact() instanceof BecameLeader ? 0 : fact.fact() instanceof MessageSent ? 1 : 2;
    }

    @Override
    public long judged() {
        return forgotten + leaders.size();
    }

    @Override
    protected List<Violation> found() {
        return broken.entrySet().stream().map(ElectionSafety::describe).toList();
    }

    private static Violation describe(Map.Entry<Long, SortedMap<NodeId, StampedFact>> entry) {
        List<String> names =
                entry.getValue().keySet().stream().map(NodeId::name).toList();
        return new Violation(
                "I1",
                String.join(" and ", names) + " each led term " + entry.getKey(),
                List.copyOf(entry.getValue().values()));
    }
}
