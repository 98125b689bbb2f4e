package dev.raftbeat.check;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/**
 * How much of every node's story was heard, worked out once for all checks of a set. They hear each fact one after the
 * other, all of them before the next.
 */
final class Hearings {
    private final ByNode<Hearing> hearings = new ByNode<>(Hearing::new);
    private StampedFact last;
    private Hearing teller;
    private boolean news;

    Hearing of(NodeId node) {
        return hearings.of(node);
    }

    /** That of the node that told the fact which was taken in last; null before any. */
    Hearing teller() {
        return teller;
    }

    /** Answers whether the fact is news, the same to everybody who asks before the next one comes. */
    boolean take(StampedFact fact) {
        if (fact != last) {
            last = fact;
            teller = hearings.of(fact.node());
            news = teller.take(fact);
        }
        return news;
    }
}
