package dev.raftbeat.fault;

import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A fault that has begun and not ended.
 *
 * @param number the number by which {@code end} undoes it
 * @param began the fact that told of it; empty until it is told
 * @param fault its line, with names for words and without E
 * @param nodes the nodes that it still holds; empty for a fault of links
 * @param links the links that it still holds; empty for a fault of nodes
 * @param sinceNanos when it began, on the host's monotonic clock
 * @param untilNanos when it ends by itself, if it does
 * @param pending what is not yet obeyed of it
 */
public record ActiveFault(
        long number,
        Optional<FactId> began,
        Fault fault,
        List<NodeId> nodes,
        List<Link> links,
        long sinceNanos,
        OptionalLong untilNanos,
        Pending pending) {
    public ActiveFault {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /** A fault that every node obeys. */
    public ActiveFault(
            long number,
            Optional<FactId> began,
            Fault fault,
            List<NodeId> nodes,
            List<Link> links,
            long sinceNanos,
            OptionalLong untilNanos) {
        this(number, began, fault, nodes, links, sinceNanos, untilNanos, Pending.NOTHING);
    }

    /** The line as it was resolved when it began. */
    public String text() {
        return fault.text();
    }

    public FaultWord word() {
        return fault.word();
    }

    /** Whether it is to let go of all that it holds. */
    public boolean isEnding() {
        return wantedNodes().isEmpty() && wantedLinks().isEmpty();
    }

    /** As sentences call it: {@code fault 3 (cut n1 -> n3)}. */
    public String named() {
        return "fault " + number + " (" + text() + ")";
    }

    /** The nodes that it is to go on holding. */
    public List<NodeId> wantedNodes() {
        return without(nodes, pending.endNodes());
    }

    /** The links that it is to go on holding. */
    public List<Link> wantedLinks() {
        return without(links, pending.endLinks());
    }

    /** Whether it holds nothing any more. */
    public boolean isOver() {
        return nodes.isEmpty() && links.isEmpty();
    }

    /**
     * The nodes that have not obeyed, though they might.
     *
     * @param paused who is frozen, and excused from what only the node itself can do
     */
    public SortedSet<NodeId> silent(Set<NodeId> paused) {
        return unexcused(pending.nodes(), paused);
    }

    /**
     * Who does not do as was asked, in one sentence or two; none when everybody does.
     *
     * @param paused as in {@link #silent}
     */
    public List<String> unobeyed(Set<NodeId> paused) {
        TreeSet<NodeId> end = new TreeSet<>(pending.endNodes());
        pending.endLinks().forEach(link -> end.add(link.to()));
        SortedSet<NodeId> notYet = unexcused(pending.begin(), paused);
        SortedSet<NodeId> still = unexcused(end, paused);
        List<String> sentences = new ArrayList<>();
        if (!notYet.isEmpty()) {
            sentences.add(
                    NodeList.list(notYet) + NodeList.few(notYet, " does", " do") + " not obey " + named() + " yet");
        }
        if (!still.isEmpty()) {
            sentences.add(NodeList.list(still) + " still " + NodeList.few(still, "obeys ", "obey ") + named());
        }
        return sentences;
    }

    private SortedSet<NodeId> unexcused(Set<NodeId> late, Set<NodeId> paused) {
        TreeSet<NodeId> left = new TreeSet<>(late);
        if (word().is(Means.RULES)) {
            left.removeAll(paused);
        }
        return left;
    }

    /** To be obeyed by all of its nodes, or the receivers of its links. */
    public ActiveFault beginning() {
        return beginningAt(obeyers(wantedNodes(), wantedLinks()));
    }

    /** To be obeyed by these, if it is about them. */
    public ActiveFault beginningAt(Collection<NodeId> these) {
        TreeSet<NodeId> begin = new TreeSet<>(these);
        begin.addAll(pending.begin());
        return with(nodes, links, new Pending(begin, pending.endNodes(), pending.endLinks()));
    }

    /** To let go of these nodes and links, if it holds them. */
    public ActiveFault ending(Collection<NodeId> theseNodes, Collection<Link> theseLinks) {
        TreeSet<NodeId> endNodes = new TreeSet<>(pending.endNodes());
        endNodes.addAll(theseNodes);
        TreeSet<Link> endLinks = new TreeSet<>(pending.endLinks());
        endLinks.addAll(theseLinks);
        return with(nodes, links, new Pending(pending.begin(), endNodes, endLinks));
    }

    /**
     * What is left of it.
     *
     * @param begun who has said that it obeys
     * @param nodeLeft from which nodes it has let go, and {@code linkLeft} from which links
     */
    public ActiveFault settled(Predicate<NodeId> begun, Predicate<NodeId> nodeLeft, Predicate<Link> linkLeft) {
        // Asked of every fault after every step of a line, and mostly nothing has changed.
        if (pending.begin().stream().noneMatch(begun)
                && nodes.stream().noneMatch(nodeLeft)
                && links.stream().noneMatch(linkLeft)) {
            return this;
        }
        TreeSet<NodeId> begin = new TreeSet<>(pending.begin());
        begin.removeIf(begun);
        return with(
                nodes.stream().filter(nodeLeft.negate()).toList(),
                links.stream().filter(linkLeft.negate()).toList(),
                new Pending(begin, pending.endNodes(), pending.endLinks()));
    }

    public ActiveFault toldAs(FactId id) {
        return new ActiveFault(number, Optional.of(id), fault, nodes, links, sinceNanos, untilNanos, pending);
    }

    /** What is ending need not begin any more, and does not run out once more. */
    private ActiveFault with(List<NodeId> nodesLeft, List<Link> linksLeft, Pending asked) {
        TreeSet<NodeId> endNodes = new TreeSet<>(asked.endNodes());
        endNodes.retainAll(nodesLeft);
        TreeSet<Link> endLinks = new TreeSet<>(asked.endLinks());
        endLinks.retainAll(linksLeft);
        List<NodeId> wantedNodes = without(nodesLeft, endNodes);
        List<Link> wantedLinks = without(linksLeft, endLinks);
        TreeSet<NodeId> begin = new TreeSet<>(asked.begin());
        begin.retainAll(obeyers(wantedNodes, wantedLinks));
        boolean ending = wantedNodes.isEmpty() && wantedLinks.isEmpty();
        OptionalLong until = ending ? OptionalLong.empty() : untilNanos;
        Pending left = new Pending(begin, endNodes, endLinks);
        return new ActiveFault(number, began, fault, nodesLeft, linksLeft, sinceNanos, until, left);
    }

    /** Who has to obey a fault of these: of a link its receiver. */
    private static TreeSet<NodeId> obeyers(List<NodeId> nodes, List<Link> links) {
        TreeSet<NodeId> all = new TreeSet<>(nodes);
        links.forEach(link -> all.add(link.to()));
        return all;
    }

    private static <T> List<T> without(List<T> all, Collection<T> those) {
        return all.stream().filter(one -> !those.contains(one)).toList();
    }
}
