package dev.raftbeat.protocol;

import java.util.List;

/** Facts that the world tells, under the name {@link NodeId#WORLD}; {@code FactsLost} may come from a node too. */
public sealed interface WorldFact extends Fact
        permits WorldFact.FaultBegan,
                WorldFact.FaultNarrowed,
                WorldFact.FaultEnded,
                WorldFact.ProcessBegan,
                WorldFact.ProcessEnded,
                WorldFact.FactsLost {
    /**
     * Told once for each line that is carried out.
     *
     * @param fault the number by which it is ended
     * @param text the line of the fault language, its targets resolved to names; for people, and to be carried out again
     * @param kind {@code fault}, {@code undo}, {@code action} or {@code setting}
     * @param word the word or words that the line begins with, such as {@code stall disk}; {@code fork} or
     *     {@code by hand} for what the language has no line for
     * @param effects what it does to the nodes and links; empty for what only undoes
     * @param nodes the nodes that it touches
     * @param links the directed links that it touches
     * @param sentence what it did, in words, and what it left alone
     */
    @Meaning("A fault, an action or a setting took effect.")
    record FaultBegan(
            long fault,
            String text,
            String kind,
            String word,
            List<FaultEffect> effects,
            List<NodeId> nodes,
            List<Link> links,
            String sentence)
            implements WorldFact {
        public FaultBegan {
            effects = List.copyOf(effects);
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        /** Whether it goes on until a {@code FaultEnded} of its number. */
        public boolean lasts() {
            return kind.equals("fault");
        }

        public boolean does(FaultEffect.Kind effect) {
            return effects.stream().anyMatch(one -> one.kind() == effect);
        }

        /** What is left of it after this; a fault of links still touches those of its nodes that have such a link. */
        public FaultBegan left(FaultNarrowed narrowed) {
            List<NodeId> still = narrowed.links().isEmpty()
                    ? narrowed.nodes()
                    : nodes.stream()
                            .filter(node -> narrowed.links().stream().anyMatch(link -> link.touches(node)))
                            .toList();
            return touching(still, narrowed.links());
        }

        /** The same of other nodes and links. */
        public FaultBegan touching(List<NodeId> others, List<Link> otherLinks) {
            return new FaultBegan(fault, text, kind, word, effects, others, otherLinks, sentence);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.faultBegan(this);
        }
    }

    /**
     * @param fault the number of a fault that goes on
     * @param text its line as it began
     * @param nodes the nodes that it still holds; empty for a fault of links
     * @param links the directed links that it still holds; empty for a fault of nodes
     * @param sentence what remains of it, and which nodes do not obey it yet
     */
    @Meaning("A fault goes on with less than before, or other nodes than before do not obey it.")
    record FaultNarrowed(long fault, String text, List<NodeId> nodes, List<Link> links, String sentence)
            implements WorldFact {
        public FaultNarrowed {
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.faultNarrowed(this);
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
