package dev.raftbeat.check;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What the faults that are at work do to each link and node of a cluster. */
final class Wiring {
    /** What becomes of the messages on a link. */
    enum Wire {
        OPEN,
        /** Some get through, or all of them late: nobody can say what follows from that. */
        UNCLEAR,
        CUT
    }

    /** What faults do to a node, as far as they do not end or freeze it. */
    enum Health {
        WELL,
        /** Its clock or its disk is at fault. */
        UNCLEAR,
        PAUSED
    }

    private final List<NodeId> members;
    final Wire[][] wires;
    final Health[] health;

    Wiring(List<NodeId> members, Collection<FaultBegan> active) {
        this.members = members;
        wires = new Wire[members.size()][members.size()];
        health = new Health[members.size()];
        for (int i = 0; i < members.size(); i++) {
            Arrays.fill(wires[i], Wire.OPEN);
            health[i] = Health.WELL;
        }
        active.forEach(this::apply);
    }

    private void apply(FaultBegan fault) {
        for (FaultEffect effect : fault.effects()) {
            switch (effect.kind()) {
                case FREEZES -> fault.nodes().forEach(node -> worsen(node, Health.PAUSED));
                case CUTS -> fault.links().forEach(link -> worsen(link, Wire.CUT));
                // It was told of before it was done, and an engine under load takes longer to do it than a leader may
                // go
                // on without a quorum: when it began to act nobody knows, so that nothing follows from it.
                case CUTS_SOON -> {
                    fault.links().forEach(link -> worsen(link, Wire.UNCLEAR));
                    if (fault.links().isEmpty()) {
                        fault.nodes().forEach(this::unplug);
                    }
                }
                // These leave every link and every running node as it was; no rule of Raft looks at a wall clock.
                case ENDS, ENDS_LATER, FORGETS, DUPLICATES, SHIFTS_CLOCK -> {}
                default -> {
                    fault.links().forEach(link -> worsen(link, Wire.UNCLEAR));
                    if (fault.links().isEmpty()) {
                        fault.nodes().forEach(node -> worsen(node, Health.UNCLEAR));
                    }
                }
            }
        }
    }

    private void unplug(NodeId node) {
        for (NodeId other : members) {
            worsen(new Link(node, other), Wire.UNCLEAR);
            worsen(new Link(other, node), Wire.UNCLEAR);
        }
    }

    private void worsen(Link link, Wire to) {
        int from = members.indexOf(link.from());
        int at = members.indexOf(link.to());
        if (from >= 0 && at >= 0 && wires[from][at].compareTo(to) < 0) {
            wires[from][at] = to;
        }
    }

    private void worsen(NodeId node, Health to) {
        int at = members.indexOf(node);
        if (at >= 0 && health[at].compareTo(to) < 0) {
            health[at] = to;
        }
    }
}
