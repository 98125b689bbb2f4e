package dev.raftbeat.record;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The elections of a run with what came of each; beyond {@value #KEPT} of them, only how many. */
final class ElectionLog {
    static final int KEPT = 2_000;

    private static final String OPEN = "still open when the recording ends";

    private final List<Election> elections = new ArrayList<>();
    private long count;

    void began(long tNanos, NodeId node, long term, String cause) {
        count++;
        close(node, "won by nobody: its next timer ran out first");
        if (elections.size() < KEPT) {
            elections.add(new Election(tNanos, node, term, cause, OPEN, false, Optional.empty()));
        }
    }

    void won(long tNanos, NodeId node, long term, int votes) {
        for (int i = 0; i < elections.size(); i++) {
            Election one = elections.get(i);
            if (isOpen(one) && one.term() == term && one.node().equals(node)) {
                String took = PlainText.duration(tNanos - one.tNanos());
                elections.set(i, one.ending("won with " + PlainText.count(votes, "vote") + " after " + took, true));
            } else if (isOpen(one) && one.term() <= term) {
                elections.set(i, one.ending("lost: " + node + " won term " + term, false));
            }
        }
    }

    /** A candidate has given up: to the leader of its term, or because of a higher term. */
    void gaveUp(NodeId node, long term, Optional<NodeId> leader) {
        close(
                node,
                leader.map(winner -> "lost: " + winner + " won term " + term)
                        .orElse("given up: it heard of term " + term));
    }

    void ended(NodeId node) {
        close(node, "ended with its process");
    }

    private void close(NodeId node, String words) {
        elections.replaceAll(one -> isOpen(one) && one.node().equals(node) ? one.ending(words, false) : one);
    }

    private static boolean isOpen(Election election) {
        return election.outcome().equals(OPEN);
    }

    /** Those that are kept, oldest first, each with the failover that it was, if it was one. */
    List<Election> all(List<Failover> failovers) {
        List<Election> all = new ArrayList<>(elections);
        all.replaceAll(one -> failovers.stream()
                .filter(failover -> one.won()
                        && failover.toTerm() == one.term()
                        && failover.to().equals(one.node()))
                .findFirst()
                .map(one::with)
                .orElse(one));
        return all;
    }

    /** How many there were, those too that are not kept. */
    long count() {
        return count;
    }
}
