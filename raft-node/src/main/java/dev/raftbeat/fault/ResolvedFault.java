package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.OptionalLong;

/**
 * A line as it is carried out on one cluster at one moment.
 *
 * @param fault the line with names for words, and without E; carried out again, it does the same
 * @param nodes the nodes that the line means, in member order; empty for a shape of the whole cluster
 * @param links the directed links that it touches, in member order
 * @param affected the nodes to which something is done: {@code nodes}, or the leader for a transfer
 * @param drawnNanos the election timeout that {@code align timers} drew
 * @param sentence what it does, in words, and what it leaves alone
 */
public record ResolvedFault(
        Fault fault,
        List<NodeId> nodes,
        List<Link> links,
        List<NodeId> affected,
        OptionalLong drawnNanos,
        String sentence) {
    public ResolvedFault {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        affected = List.copyOf(affected);
    }

    /** A line that does something to the nodes that it means, and draws nothing. */
    public ResolvedFault(Fault fault, List<NodeId> nodes, List<Link> links) {
        this(fault, nodes, links, nodes, OptionalLong.empty(), "");
    }

    public FaultWord word() {
        return fault.word();
    }

    /** That of its word; but a dial turned to zero undoes. */
    public FaultWord.Kind kind() {
        return fault.isZero() ? FaultWord.Kind.UNDO : word().kind();
    }

    /** The line, resolved. */
    public String text() {
        return fault.text();
    }

    /** The value, of the kind that the word's row takes. */
    public <V extends FaultValue> V value(Class<V> kind) {
        return fault.value(kind);
    }

    /** The names of the nodes, for a sentence. */
    public String names() {
        return NodeList.list(nodes);
    }

    /** One word for one node, another for several. */
    public String few(String one, String several) {
        return NodeList.few(nodes, one, several);
    }

    /** The links as the line says them. */
    public String route() {
        return fault.links().orElseThrow().toString();
    }

    /** The end of a sentence about links: what becomes of the ways back, where the line does not touch them. */
    public String onlyThese() {
        return links.stream().allMatch(link -> links.contains(link.reversed()))
                ? ""
                : "; the " + NodeList.few(links, "way", "ways") + " back " + NodeList.few(links, "is", "are")
                        + " as before";
    }

    /** The same line with these links. */
    public ResolvedFault cutting(List<Link> these) {
        return new ResolvedFault(fault, nodes, these, affected, drawnNanos, sentence);
    }

    /** The same line, done to others than it means. */
    public ResolvedFault affecting(List<NodeId> others) {
        return new ResolvedFault(fault, nodes, links, others, drawnNanos, sentence);
    }

    public ResolvedFault drawing(long nanos) {
        return new ResolvedFault(fault, nodes, links, affected, OptionalLong.of(nanos), sentence);
    }

    ResolvedFault saying(String what) {
        return new ResolvedFault(fault, nodes, links, affected, drawnNanos, what);
    }
}
