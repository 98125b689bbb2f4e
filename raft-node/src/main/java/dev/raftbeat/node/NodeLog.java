package dev.raftbeat.node;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanWriter;
import java.util.Map;
import java.util.TreeMap;

/** What an operator must know of and no metric shows, on the standard error of a node's process. */
final class NodeLog implements FactSink {
    /** A doubt is told again after so long: lies of strangers must not fill the log. */
    private static final long AGAIN_NANOS = 60_000_000_000L;

    private final NodeId self;
    private final Map<String, Long> said = new TreeMap<>();

    NodeLog(NodeId self) {
        this.self = self;
    }

    private boolean isDue(BallotDoubted doubt, long now) {
        String about = doubt.whose() + " by " + doubt.by();
        Long before = said.get(about);
        if (before != null && now - before < AGAIN_NANOS) {
            return false;
        }
        said.put(about, now);
        return true;
    }

    @Override
    public void tell(StampedFact stamped) {
        if (stamped.fact() instanceof BallotDoubted doubt && isDue(doubt, stamped.tNanos())) {
            String remembered = "life " + doubt.life() + " and term " + doubt.term();
            String refused = " in terms up to " + doubt.doubtedTerm();
            String sentence = doubt.whose().equals(self)
                    ? "the ballot here is older than " + doubt.by() + " remembers (" + remembered
                            + "): was an older copy put back? " + doubt.by() + " refuses this node's votes" + refused
                    : doubt.whose() + " came back with an older ballot than this node remembers (" + remembered
                            + "); its votes are refused" + refused;
            CleanWriter.standardError().println("raftbeat node " + self + ": " + sentence);
        }
    }
}
