package dev.raftbeat.node;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanWriter;

/** What an operator must know of and no metric shows, on the standard error of a node's process. */
final class NodeLog implements FactSink {
    private final NodeId self;

    NodeLog(NodeId self) {
        this.self = self;
    }

    @Override
    public void tell(StampedFact stamped) {
        if (stamped.fact() instanceof BallotDoubted doubt) {
            String remembered = "life " + doubt.life() + " and term " + doubt.term();
            String refused = " in terms up to " + doubt.doubtedTerm();
            String sentence = doubt.whose().equals(self)
                    ? "the ballot here is older than " + doubt.by() + " remembers (" + remembered
                            + "): was an older copy put back? " + doubt.by() + " takes no vote of this node" + refused
                    : doubt.whose() + " came back with an older ballot than this node remembers (" + remembered
                            + "); its votes are refused" + refused;
            CleanWriter.standardError().println("raftbeat node " + self + ": " + sentence);
        }
    }
}
