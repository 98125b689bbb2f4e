package dev.raftbeat.why;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that the world did, from when it began to when it was undone. A fault out of which some nodes or links were
 * taken before it ended is as many of these, each with those that it was undone for at one time.
 *
 * @param line what was done, as short as it can be said
 * @param nodes the nodes that it touched for so long
 * @param links the directed links that it touched for so long
 * @param toNanos the greatest of all longs while it lasts
 */
record FaultPeriod(
        StampedFact began, FaultBegan fault, String line, List<NodeId> nodes, List<Link> links, long toNanos) {
    FaultPeriod endedAt(long tNanos) {
        return new FaultPeriod(began, fault, line, nodes, links, tNanos);
    }

    /** What of it goes on. */
    FaultPeriod left(FaultNarrowed narrowed) {
        FaultBegan left = fault.left(narrowed);
        return new FaultPeriod(began, fault, line, left.nodes(), left.links(), toNanos);
    }

    /** What of it is over once no more than this is left. */
    FaultPeriod without(FaultPeriod left) {
        List<NodeId> nodesGone = new ArrayList<>(nodes);
        nodesGone.removeAll(left.nodes());
        List<Link> linksGone = new ArrayList<>(links);
        linksGone.removeAll(left.links());
        return new FaultPeriod(began, fault, line, nodesGone, linksGone, toNanos);
    }

    long fromNanos() {
        return began.tNanos();
    }

    boolean does(FaultEffect.Kind effect) {
        return fault.does(effect);
    }

    boolean is(String kind) {
        return fault.kind().equals(kind);
    }

    boolean overlaps(long from, long to) {
        return fromNanos() <= to && toNanos >= from;
    }

    boolean touches(NodeId node) {
        return nodes.contains(node);
    }

    boolean touches(NodeId from, NodeId to) {
        return links.contains(new Link(from, to));
    }

    Origin origin() {
        Origin.Kind kind = switch (fault.kind()) {
            case "action" -> does(FaultEffect.Kind.FORGETS) ? Origin.Kind.FAULT : Origin.Kind.ORDER;
            case "setting" -> Origin.Kind.SETTING;
            default -> Origin.Kind.FAULT;
        };
        return Origin.of(kind, began, line);
    }

    /** The chain that begins here. */
    CauseTrail trail() {
        String name = switch (origin().kind()) {
            case ORDER -> "order ";
            case SETTING -> "setting ";
            default -> "fault ";
        };
        return new CauseTrail(origin(), List.of(CauseStep.at(began, name + line)));
    }
}
