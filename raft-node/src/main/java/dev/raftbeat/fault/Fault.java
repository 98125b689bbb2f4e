package dev.raftbeat.fault;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the fault language, parsed. Its {@linkplain #text text} parses to an equal line.
 *
 * @param word what is done; its row says what the rest means
 * @param nodes to which nodes: none, one selector, or one for each group of a partition
 * @param links to which links, if to links
 * @param value how much, how often, when or to what
 */
public record Fault(FaultWord word, List<NodeSelector> nodes, Optional<LinkSelector> links, FaultValue value) {
    public Fault {
        nodes = List.copyOf(nodes);
    }

    /** A word alone: {@code ring}, {@code heal}, {@code align timers}. */
    public static Fault of(FaultWord word) {
        return new Fault(word, List.of(), Optional.empty(), FaultValue.NONE);
    }

    /** A word and nodes by name. */
    public static Fault of(FaultWord word, NodeId... nodes) {
        return of(word).with(NodeSelector.of(List.of(nodes)));
    }

    /** A word and one link, one way. */
    public static Fault of(FaultWord word, Link link) {
        return of(word).with(LinkSelector.of(link));
    }

    public Fault with(NodeSelector selector) {
        return withGroups(List.of(selector));
    }

    public Fault withGroups(List<NodeSelector> groups) {
        return new Fault(word, groups, links, value);
    }

    public Fault with(LinkSelector selector) {
        return new Fault(word, nodes, Optional.of(selector), value);
    }

    public Fault with(FaultValue other) {
        return new Fault(word, nodes, links, other);
    }

    /** The line in its canonical form. */
    public String text() {
        return Stream.concat(
                        Stream.of(word.text()),
                        word.parts().stream().map(part -> part.writer().apply(this)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** The value, of the kind that the word's row takes. */
    public <V extends FaultValue> V value(Class<V> kind) {
        return kind.cast(value);
    }

    /** Whether it is a dial turned to zero, which undoes and leaves nothing behind. */
    public boolean isZero() {
        return value.isZero();
    }

    /** What it does, as facts tell it; of a resolved line, so without E. */
    public List<FaultEffect> effects() {
        return isZero() ? List.of() : word.effects(this);
    }

    /** Every selector in the line. */
    public List<NodeSelector> selectors() {
        List<NodeSelector> all = new ArrayList<>(nodes);
        links.ifPresent(some -> all.addAll(List.of(some.from(), some.to())));
        return all;
    }

    /** The same line with its targets said otherwise. */
    public Fault renamed(UnaryOperator<NodeSelector> ofNodes, UnaryOperator<LinkSelector> ofLinks) {
        return new Fault(word, nodes.stream().map(ofNodes).toList(), links.map(ofLinks), value);
    }

    /**
     * The settings with this one among them; an E is that of {@code present}.
     *
     * @param defaults what the cluster began with
     * @throws IllegalArgumentException when no node can have them, or the word sets none
     */
    public Settings applyTo(Settings present, Settings defaults) {
        return word.setting().apply(this, present, defaults);
    }
}
