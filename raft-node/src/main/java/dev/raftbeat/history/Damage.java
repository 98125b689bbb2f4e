package dev.raftbeat.history;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToIntFunction;

/** What the faults that go on do to each node and link, at one moment. Nodes go by their places. Immutable. */
public final class Damage {
    static final Damage NONE = new Damage(0);

    /** What becomes of the messages on a link, from well to worst. */
    public enum Wire {
        OPEN,
        /** Some get through, or all of them late. */
        PARTIAL,
        /** None gets through at times, or from some moment on that nobody knows: nobody can rely on it. */
        DOUBTFUL,
        CUT
    }

    private final int size;
    private final Wire[] wires;
    private final boolean[] frozen;
    private final boolean[] unwell;
    private boolean partial;

    private Damage(int size) {
        this.size = size;
        wires = new Wire[size * size];
        frozen = new boolean[size];
        unwell = new boolean[size];
        Arrays.fill(wires, Wire.OPEN);
    }

    /** @param place of a node below {@code size}, or less than 0 for one that has none */
    static Damage of(int size, Collection<FaultSpan> active, ToIntFunction<NodeId> place) {
        Damage damage = new Damage(size);
        for (FaultSpan span : active) {
            for (FaultEffect effect : span.told().effects()) {
                damage.apply(effect.kind(), span, place);
            }
        }
        return damage;
    }

    private void apply(FaultEffect.Kind kind, FaultSpan span, ToIntFunction<NodeId> place) {
        switch (kind) {
            case FREEZES -> mark(frozen, span, place);
            case CUTS -> worsen(Wire.CUT, span, place);
            case CUTS_SOON -> worsen(Wire.DOUBTFUL, span, place);
            case CUTS_IN_TURN -> {
                partial = true;
                worsen(Wire.DOUBTFUL, span, place);
            }
            case MAY_LOSE, REORDERS, DELAYS -> {
                partial = true;
                if (span.links().isEmpty()) {
                    mark(unwell, span, place);
                } else {
                    worsen(Wire.PARTIAL, span, place);
                }
            }
            case THROTTLES, SKEWS, STALLS_DISK -> {
                partial = true;
                mark(unwell, span, place);
            }
            case FAILS_DISK -> mark(unwell, span, place);
            // They leave every link, and every node that runs, as it was; no rule of Raft looks at a wall clock.
            case ENDS, STOPS, ENDS_LATER, FORGETS, DUPLICATES, SHIFTS_CLOCK -> {}
            // What happens once does not go on.
            case COLLECTS, RESETS, CAMPAIGNS, TRANSFERS, SETS, ALIGNS, SPREADS -> {}
        }
    }

    private static void mark(boolean[] nodes, FaultSpan span, ToIntFunction<NodeId> place) {
        for (NodeId name : span.nodes()) {
            int node = place.applyAsInt(name);
            if (node >= 0) {
                nodes[node] = true;
            }
        }
    }

    private void worsen(Wire to, FaultSpan span, ToIntFunction<NodeId> place) {
        for (Link link : span.links()) {
            worsen(place.applyAsInt(link.from()), place.applyAsInt(link.to()), to);
        }
        if (span.links().isEmpty()) {
            for (NodeId name : span.nodes()) {
                int node = place.applyAsInt(name);
                for (int other = 0; other < size; other++) {
                    worsen(node, other, to);
                    worsen(other, node, to);
                }
            }
        }
    }

    private void worsen(int from, int to, Wire wire) {
        if (from >= 0 && to >= 0 && from != to && wires[from * size + to].compareTo(wire) < 0) {
            wires[from * size + to] = wire;
        }
    }

    /** What becomes of what {@code from} sends to {@code to}. */
    public Wire wire(int from, int to) {
        return from < size && to < size ? wires[from * size + to] : Wire.OPEN;
    }

    /** Whether no leader can rely on this link. */
    public boolean isCut(int from, int to) {
        return wire(from, to).compareTo(Wire.DOUBTFUL) >= 0;
    }

    /** Whether it stands still. */
    public boolean isFrozen(int node) {
        return node < size && frozen[node];
    }

    /** Whether its clock, its disk or its host is at fault. */
    public boolean isUnwell(int node) {
        return node < size && unwell[node];
    }

    /** Whether anything is at work that delays or loses some messages and lets others through. */
    public boolean isPartial() {
        return partial;
    }

    /** Whether it does the same to every node and link. */
    public boolean isSame(Damage other) {
        return Arrays.equals(wires, other.wires)
                && Arrays.equals(frozen, other.frozen)
                && Arrays.equals(unwell, other.unwell);
    }
}
