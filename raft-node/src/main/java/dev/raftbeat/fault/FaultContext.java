package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A cluster at the moment at which a line is to be carried out. Turns lines into what they mean there, or refuses them in a
 * sentence. Pure; the one seed of a line decides whatever it leaves to chance.
 *
 * @param picture the cluster, with the nodes that are held killed or paused
 * @param inForce what was done to it and not undone
 */
public record FaultContext(SelectorContext picture, InForce inForce, long seed) {
    /** What was done to a cluster and not undone. */
    public interface InForce {
        List<ActiveFault> active();

        /** The settings that the cluster began with. */
        Settings base();

        /** The settings that the node is to have. */
        Settings settingsOf(NodeId node);

        /** What one E is now: the largest election timeout that any of these nodes may draw. */
        long electionNanosMax(List<NodeId> members);

        /** The nodes of the last line that meant any. */
        List<NodeId> same();
    }

    /** What the line means here, with its sentence. */
    public ResolvedFault resolve(Fault line, WorldKind world) throws FaultRefusedException {
        FaultWord word = line.word();
        if (!word.worlds().contains(world)) {
            throw new FaultRefusedException(
                    "\"" + word.text() + "\" needs " + word.needs() + "; this is the world " + world.word());
        }
        return word.resolve(this, line);
    }

    public List<NodeId> members() {
        return picture.members();
    }

    public boolean isDown(NodeId node) {
        return picture.dead().contains(node);
    }

    public boolean isFrozen(NodeId node) {
        return picture.paused().contains(node);
    }

    public boolean runs(NodeId node) {
        return !isDown(node) && !isFrozen(node);
    }

    /** Whether a fault of this word holds the node; also one that could not be carried out may. */
    public boolean isHeld(FaultWord word, NodeId node) {
        return inForce.active().stream()
                .anyMatch(fault -> fault.word() == word && fault.nodes().contains(node));
    }

    /** Whether any fault that goes on cuts this link, now or, when it flaps, now and then. */
    public boolean isCut(Link link) {
        return inForce.active().stream()
                .anyMatch(fault -> fault.word().cuts() && fault.wantedLinks().contains(link));
    }

    /** The line with the targets and times that it comes to here. */
    public ResolvedFault targets(Fault line) throws FaultRefusedException {
        return targets(line, node -> true, "");
    }

    /** The same, of those of its nodes that fit; refused when none does. */
    public ResolvedFault targets(Fault line, Predicate<NodeId> fit, String otherwise) throws FaultRefusedException {
        Fault timed = line.with(line.value().resolved(inForce.electionNanosMax(members())));
        if (line.links().isPresent()) {
            return links(timed, line.links().get());
        } else if (line.nodes().isEmpty()) {
            return new ResolvedFault(timed, List.of(), List.of());
        }
        List<NodeId> nodes = those(select(line.nodes().get(0)), fit, otherwise);
        if (line.word().parts().contains(Part.NODE) && nodes.size() != 1) {
            throw new FaultRefusedException("\"" + line.word().text() + "\" takes one node, and that is "
                    + NodeList.list(nodes) + ": " + nodes.size());
        }
        return new ResolvedFault(timed.with(NodeSelector.of(nodes)), nodes, List.of());
    }

    /** The line with the links of a shape. */
    public ResolvedFault shape(ResolvedFault line, BiFunction<List<NodeId>, List<NodeId>, List<Link>> shape)
            throws FaultRefusedException {
        List<Link> links = shape.apply(members(), line.nodes());
        if (links.isEmpty()) {
            throw new FaultRefusedException("\"" + line.word().text() + "\" has nothing to cut in a cluster of "
                    + members().size());
        }
        return line.cutting(links);
    }

    /** The nodes of each of these groups. */
    public List<List<NodeId>> select(List<NodeSelector> groups) throws FaultRefusedException {
        return new Selection(picture, inForce.same(), seed).resolve(groups);
    }

    private List<NodeId> select(NodeSelector selector) throws FaultRefusedException {
        return select(List.of(selector)).get(0);
    }

    /** Those of the nodes that fit; refused when none does. */
    public static List<NodeId> those(List<NodeId> meant, Predicate<NodeId> fit, String otherwise)
            throws FaultRefusedException {
        List<NodeId> fitting = meant.stream().filter(fit).toList();
        if (fitting.isEmpty()) {
            throw new FaultRefusedException(
                    NodeList.list(meant) + " " + NodeList.few(meant, "is", "are") + " " + otherwise);
        }
        return fitting;
    }

    /** The links that are meant, with a selector that names no node without a link. */
    private ResolvedFault links(Fault line, LinkSelector selector) throws FaultRefusedException {
        List<List<NodeId>> ends = select(List.of(selector.from(), selector.to()));
        TreeSet<Link> links = new TreeSet<>();
        TreeSet<NodeId> from = new TreeSet<>();
        TreeSet<NodeId> to = new TreeSet<>();
        for (NodeId sender : ends.get(0)) {
            for (NodeId receiver : ends.get(1)) {
                if (!sender.equals(receiver)) {
                    links.add(new Link(sender, receiver));
                    from.add(sender);
                    to.add(receiver);
                    if (selector.both()) {
                        links.add(new Link(receiver, sender));
                    }
                }
            }
        }
        if (links.isEmpty()) {
            throw new FaultRefusedException("\"" + selector + "\" comes to " + NodeList.group(ends.get(0)) + " -> "
                    + NodeList.group(ends.get(1)) + ", and no node has a link to itself");
        }
        LinkSelector named =
                new LinkSelector(NodeSelector.of(inOrder(from)), NodeSelector.of(inOrder(to)), selector.both());
        from.addAll(to);
        Comparator<Link> order = Comparator.comparingInt(
                        (Link link) -> members().indexOf(link.from()))
                .thenComparingInt(link -> members().indexOf(link.to()));
        return new ResolvedFault(
                line.with(named), inOrder(from), links.stream().sorted(order).toList());
    }

    /** These nodes in member order. */
    public List<NodeId> inOrder(TreeSet<NodeId> nodes) {
        return members().stream().filter(nodes::contains).toList();
    }

    /** The fault that {@code end} ends: the last that stays, where no number is given. */
    public ActiveFault ended(OptionalLong number) throws FaultRefusedException {
        List<ActiveFault> active = inForce.active();
        if (active.isEmpty()) {
            throw new FaultRefusedException("no fault goes on that could be ended");
        }
        // One that is ending already is asked for by its number, or by heal.
        List<ActiveFault> staying = new ArrayList<>(active);
        staying.removeIf(ActiveFault::isEnding);
        List<ActiveFault> last = staying.isEmpty() ? active : staying;
        long wanted = number.orElse(last.get(last.size() - 1).number());
        return active.stream()
                .filter(one -> one.number() == wanted)
                .findFirst()
                .orElseThrow(() -> new FaultRefusedException(
                        "no fault " + wanted + " goes on; those that do are " + numbered(active)));
    }

    /** {@code 1 (cut n1 -> n3), 4 (kill n2)}. */
    public static String numbered(List<ActiveFault> faults) {
        return faults.stream()
                .map(fault -> fault.number() + " (" + fault.text() + ")")
                .collect(Collectors.joining(", "));
    }
}
