package dev.raftbeat.why;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;

/**
 * Something that the world did, from when it began to when it was undone.
 *
 * @param line what was done, as short as it can be said
 * @param toNanos the greatest of all longs while it lasts
 */
record Spell(StampedFact began, FaultBegan fault, String line, long toNanos) {
    long fromNanos() {
        return began.tNanos();
    }

    String word() {
        return fault.text().strip().split("\\s+", 2)[0];
    }

    boolean is(String kind) {
        return fault.kind().equals(kind);
    }

    boolean overlaps(long from, long to) {
        return fromNanos() <= to && toNanos >= from;
    }

    boolean touches(NodeId node) {
        return fault.nodes().contains(node);
    }

    boolean touches(NodeId from, NodeId to) {
        return fault.links().contains(new Link(from, to));
    }

    Origin origin() {
        Origin.Kind kind = switch (fault.kind()) {
            case "action" -> word().equals("wipe") ? Origin.Kind.FAULT : Origin.Kind.ORDER;
            case "setting" -> Origin.Kind.SETTING;
            default -> Origin.Kind.FAULT;
        };
        return Origin.of(kind, began, line);
    }

    /** The chain that begins here. */
    Trail trail() {
        String name = switch (origin().kind()) {
            case ORDER -> "order ";
            case SETTING -> "setting ";
            default -> "fault ";
        };
        return new Trail(origin(), List.of(Step.at(began, name + line)));
    }
}
