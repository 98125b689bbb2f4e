package dev.raftbeat.fault;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Which nodes a line means: names, words such as {@code leader}, or a list of both. Words are turned into names when the line is
 * carried out.
 *
 * @param terms at least one; each adds the nodes that it means
 */
public record NodeSelector(List<Term> terms) {
    /** @throws IllegalArgumentException when there is no term */
    public NodeSelector {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a selector selects something");
        }
    }

    /** The words by which nodes are meant without naming them. */
    public enum Pick {
        LEADER("the node that a quorum follows; leader+1 is the node after it in member order, and so on around"),
        OLD_LEADER("the last leader before that one"),
        FOLLOWER("one node that runs and does not lead, chosen by the seed; not one that the line names"),
        FOLLOWERS("every node that is not dead and does not lead"),
        OTHERS("every node that the rest of the line does not mean; if it means none, every node but the leader"),
        REST("every node that the rest of the line does not mean"),
        MAJORITY("as few nodes as make a quorum, chosen by the seed"),
        MINORITY("the nodes outside that majority"),
        ONE("one node that runs, chosen by the seed; not one that the line names"),
        DEAD("every node that does not run"),
        PAUSED("every frozen node"),
        SAME("the nodes of the last line that meant any"),
        ALL("every node; never a link to itself");

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final String meaning;

        Pick(String meaning) {
            this.meaning = meaning;
        }

        /** As it is written, such as {@code old-leader}. */
        public String word() {
            return word;
        }

        /** What it means, in words. */
        public String meaning() {
            return meaning;
        }

        static Optional<Pick> of(String word) {
            for (Pick pick : values()) {
                if (pick.word().equals(word)) {
                    return Optional.of(pick);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A name or a word.
     *
     * @param name the node, when it is named
     * @param pick the word, when it is not
     * @param plus how many nodes after {@link Pick#LEADER}; 0 with anything else
     */
    public record Term(Optional<NodeId> name, Optional<Pick> pick, int plus) {
        static Term named(NodeId node) {
            return new Term(Optional.of(node), Optional.empty(), 0);
        }

        public static Term picked(Pick pick, int plus) {
            return new Term(Optional.empty(), Optional.of(pick), plus);
        }

        @Override
        public String toString() {
            String word =
                    name.isPresent() ? name.get().name() : pick.orElseThrow().word();
            return plus > 0 ? word + "+" + plus : word;
        }
    }

    /**
     * Reads a selector by itself, such as {@code leader,n3}.
     *
     * @throws FaultSyntaxException when it is none; its column counts from the start of {@code text}
     */
    public static NodeSelector parse(String text) throws FaultSyntaxException {
        Tokens tokens = new Tokens(Token.scan(text, 0, text.length()));
        NodeSelector selector = tokens.nodes();
        tokens.requireEnd();
        return selector;
    }

    /**
     * The nodes that it means on this cluster now, in member order, at least one.
     *
     * @param same what {@link Pick#SAME} stands for
     * @throws FaultRefusedException when a word means nobody now
     */
    public List<NodeId> resolve(SelectorContext picture, List<NodeId> same) throws FaultRefusedException {
        return new Selection(picture, same, 0).resolve(List.of(this)).get(0);
    }

    /** A word by itself. */
    public static NodeSelector of(Pick pick) {
        return new NodeSelector(List.of(Term.picked(pick, 0)));
    }

    /** These nodes, by name. */
    public static NodeSelector of(List<NodeId> nodes) {
        List<Term> terms = new ArrayList<>();
        nodes.forEach(node -> terms.add(Term.named(node)));
        return new NodeSelector(terms);
    }

    /** This one node, by name. */
    public static NodeSelector of(NodeId node) {
        return of(List.of(node));
    }

    /** The one node that it names, if it is one name and nothing else. */
    public Optional<NodeId> single() {
        return terms.size() == 1 ? terms.get(0).name() : Optional.empty();
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        terms.forEach(term -> text.add(term.toString()));
        return text.toString();
    }
}
