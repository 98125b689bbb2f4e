package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I15: no write lands in a store after one of a higher term has, nor one of a term in which another node's has (Kleppmann,
 * "How to do distributed locking", 2016). Judged by the order in which the store tells of them, through all its lives: a
 * store that forgets its highest token in a restart is caught.
 */
@Evidence(
        needs = "WriteLanded, in the order of the store; StoreOpened",
        unknown = "not all that the store told before a write was heard, and what was does not show it to be stale")
final class StaleWrite extends Check {
    private final SortedMap<Long, NodeId> writers = new TreeMap<>();
    private long highest;
    /** The fact that told of a write with the highest token; null before any. */
    private StampedFact tellsHighest;

    private boolean heard;

    StaleWrite() {
        super(
                "I15",
                "no stale writes",
                "No write lands in a store after one of a higher term has, or another node's of the same.");
    }

    @Override
    public boolean applies() {
        return heard;
    }

    /** What landed in lives that were not heard it tells itself. */
    @Override
    public void on(StoreOpened fact) {
        heard = true;
        note(fact.highest());
    }

    @Override
    public void on(WriteLanded fact) {
        heard = true;
        note(fact.highest());
        NodeId sameTerm = writers.get(fact.term());
        if (fact.term() < highest) {
            String what = fact.writer() + "'s write of term " + fact.term() + " landed after one of term " + highest;
            if (tellsHighest == now()) {
                violated(what, now());
            } else {
                violated(what, now(), tellsHighest);
            }
        } else if (sameTerm != null && !sameTerm.equals(fact.writer())) {
            violated("writes of " + sameTerm + " and of " + fact.writer() + " landed in term " + fact.term(), now());
        } else if (unbrokenSince(1)) {
            count();
        } else {
            doubt();
        }
        note(fact.term());
        writers.putIfAbsent(fact.term(), fact.writer());
        if (writers.size() > REMEMBERED_MAX) {
            // A write of a term as old as that is stale by another's.
            writers.remove(writers.firstKey());
        }
    }

    private void note(long term) {
        if (term > highest) {
            highest = term;
            tellsHighest = now();
        }
    }
}
