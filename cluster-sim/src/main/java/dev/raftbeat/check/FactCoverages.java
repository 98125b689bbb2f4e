package dev.raftbeat.check;

import dev.raftbeat.history.Places;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/**
 * The fact that is being heard, who tells it, and how much of every node's story was heard: worked out once for all checks
 * of a set. They hear each fact one after the other, all of them before the next.
 */
public final class FactCoverages {
    private final Places places = new Places();
    private final int world = places.of(NodeId.WORLD);
    private final PerNode<FactCoverage> hearings = new PerNode<>(FactCoverage::new);
    private final PerNode<Causes> causes = new PerNode<>(Causes::new);
    private StampedFact last;
    private int teller;
    private FactCoverage hearing;
    private Causes before;
    private boolean worlds;
    private boolean news;

    /** The place of a node; it gets one if it has none. */
    int place(NodeId node) {
        return places.of(node);
    }

    public FactCoverage of(NodeId node) {
        return hearings.of(places.of(node));
    }

    /** The fact that was taken in last. */
    StampedFact now() {
        return last;
    }

    /** The place of who told it. */
    public int teller() {
        return teller;
    }

    public FactCoverage ofTeller() {
        return hearing;
    }

    /** What the teller told last, to go back to what led to the fact. */
    Causes causes() {
        return before;
    }

    /** Answers whether the fact is news, the same to everybody who asks before the next one comes; the world's always is. */
    public boolean take(StampedFact fact) {
        if (fact != last) {
            last = fact;
            teller = places.of(fact.node());
            hearing = hearings.of(teller);
            before = causes.of(teller);
            worlds = teller == world;
            news = worlds || hearing.take(fact);
            if (news) {
                before.remember(fact);
            }
        }
        return news;
    }

    /** Whether the world tells it, and no node. */
    public boolean isWorlds() {
        return worlds;
    }
}
