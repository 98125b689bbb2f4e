package dev.raftbeat.protocol;

import java.util.List;

/** Facts that the world tells, under the name {@link NodeId#WORLD}; {@code FactsLost} may come from a node too. */
public sealed interface WorldFact extends Fact {
    /**
     * @param fault the number by which it is ended
     * @param text the line of the fault language, its targets resolved to names
     * @param kind {@code fault}, {@code undo}, {@code action} or {@code setting}
     * @param nodes the nodes that it touches
     * @param links the directed links that it touches
     * @param sentence what it did, in words, and what it left alone
     */
    @Meaning("A fault, an action or a setting took effect.")
    record FaultBegan(long fault, String text, String kind, List<NodeId> nodes, List<Link> links, String sentence)
            implements WorldFact {
        public FaultBegan {
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.faultBegan(this);
        }
    }

    @Meaning("A fault was undone, or ran out.")
    record FaultEnded(long fault, String text) implements WorldFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.faultEnded(this);
        }
    }

    @Meaning("A node's process was started.")
    record ProcessBegan(NodeId target, long pid) implements WorldFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.processBegan(this);
        }
    }

    /** @param how {@code killed}, {@code exit 4}, or {@code gone} when nobody here ended it */
    @Meaning("A node's process is no more.")
    record ProcessEnded(NodeId target, String how) implements WorldFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.processEnded(this);
        }
    }

    /** @param count how many routine facts this reader did not get */
    @Meaning("A reader was too slow and lost routine facts.")
    record FactsLost(long count) implements WorldFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.factsLost(this);
        }
    }
}
