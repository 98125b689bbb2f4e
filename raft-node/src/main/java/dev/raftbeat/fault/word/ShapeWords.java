package dev.raftbeat.fault.word;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.PartitionShapes;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Words about many links at once: who hears whom in the whole cluster. */
public final class ShapeWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    private static final String END = "end last";

    public static final FaultWord PARTITION = shape("partition", Part.GROUPS)
            .help(
                    "partition n1,n2 | n3,n4,n5",
                    END,
                    "The groups cannot hear each other; no group means a majority against the others.")
            .cuts(FaultEffect.Kind.CUTS)
            .resolves(ShapeWords::groups)
            .says((line, scene) -> {
                List<NodeId> outside = new ArrayList<>(scene.members());
                outside.removeAll(line.nodes());
                String kept = NodeList.few(outside, " is in no group and keeps its", " are in no group and keep their");
                return groups(line.fault()) + " cannot hear each other; inside each group all links stay open"
                        + (outside.isEmpty() ? "" : "; " + NodeList.list(outside) + kept + " links");
            })
            .in(ALL);

    public static final FaultWord ISOLATE = shape("isolate", Part.NODES)
            .help("isolate leader", END, "Each is cut, both ways, from everyone.")
            .cuts(PartitionShapes::isolate)
            .says((line, scene) -> line.names()
                    + line.few(" hears nobody and nobody hears it", " hear nobody, each alone")
                    + "; the others hear each other")
            .in(ALL);

    public static final FaultWord BRIDGE = shape("bridge", Part.NODE)
            .help(
                    "bridge n3",
                    END,
                    "Two halves, the lower and the upper in member order, that only this node connects.")
            .cuts((members, nodes) -> PartitionShapes.partition(members, PartitionShapes.halves(members, nodes.get(0))))
            .says((line, scene) -> {
                NodeId bridge = line.nodes().get(0);
                return PartitionShapes.halves(scene.members(), bridge).stream()
                                .map(NodeList::group)
                                .collect(Collectors.joining(" | "))
                        + " meet only through " + bridge;
            })
            .in(ALL);

    public static final FaultWord STAR = shape("star", Part.NODE)
            .help("star n3", END, "Only the links from and to this node stay open.")
            .cuts((members, nodes) -> PartitionShapes.star(members, nodes.get(0)))
            .says((line, scene) -> "only the links from and to " + line.names() + " stay open")
            .in(ALL);

    public static final FaultWord RING = shape("ring")
            .help("ring", END, "Each node hears only its two neighbours in member order.")
            .cuts((members, nodes) -> PartitionShapes.ring(members))
            .says((line, scene) ->
                    inALine(scene) + " - " + scene.members().get(0) + ": each hears only its two neighbours")
            .in(ALL);

    public static final FaultWord MAJORITIES_RING = shape("majorities-ring")
            .help(
                    "majorities-ring",
                    END,
                    "Each node hears a majority around itself in member order, no two nodes the same one.")
            .cuts((members, nodes) -> PartitionShapes.majoritiesRing(members))
            .says((line, scene) -> "each hears a majority, no two the same: " + whoHearsWhom(line, scene))
            .in(ALL);

    public static final FaultWord CHAIN = shape("chain")
            .help("chain", END, "A line in member order: each hears only those beside it.")
            .cuts((members, nodes) -> PartitionShapes.chain(members))
            .says((line, scene) -> inALine(scene) + ": each hears only those beside it")
            .in(ALL);

    private ShapeWords() {}

    private static Row shape(String text, Part... parts) {
        return new Row(Kind.FAULT, text, parts);
    }

    /** One group stands against the rest, none means a majority. */
    private static ResolvedFault groups(FaultContext scene, Fault line) throws FaultRefusedException {
        List<NodeSelector> groups = new ArrayList<>(line.nodes());
        if (groups.isEmpty()) {
            groups.add(NodeSelector.of(NodeSelector.Pick.MAJORITY));
        }
        if (groups.size() == 1) {
            groups.add(NodeSelector.of(NodeSelector.Pick.REST));
        }
        List<List<NodeId>> resolved = scene.select(groups);
        TreeSet<NodeId> seen = new TreeSet<>();
        for (List<NodeId> group : resolved) {
            for (NodeId node : group) {
                if (!seen.add(node)) {
                    throw new FaultRefusedException(node + " cannot stand in two groups");
                }
            }
        }
        return new ResolvedFault(
                line.withGroups(resolved.stream().map(NodeSelector::of).toList()),
                scene.inOrder(seen),
                PartitionShapes.partition(scene.members(), resolved));
    }

    private static String groups(Fault line) {
        return line.nodes().stream().map(NodeSelector::toString).collect(Collectors.joining(" | "));
    }

    private static String inALine(FaultContext scene) {
        return scene.members().stream().map(NodeId::name).collect(Collectors.joining(" - "));
    }

    private static String whoHearsWhom(ResolvedFault line, FaultContext scene) {
        List<String> parts = new ArrayList<>();
        for (NodeId node : scene.members()) {
            List<NodeId> heard = scene.members().stream()
                    .filter(peer -> !peer.equals(node) && !line.links().contains(new Link(peer, node)))
                    .toList();
            parts.add(node + " hears " + NodeList.group(heard));
        }
        return String.join("; ", parts);
    }
}
