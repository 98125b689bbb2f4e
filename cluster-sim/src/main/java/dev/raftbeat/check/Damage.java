package dev.raftbeat.check;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which nodes and links are out of order at one moment of a sweep, as the world has told. */
final class Damage {
    /** After which no message gets through. While a link flaps it counts as cut: no leader can rely on it. */
    private static final Set<FaultEffect.Kind> CUTTING = Collections.unmodifiableSet(
            EnumSet.of(FaultEffect.Kind.CUTS, FaultEffect.Kind.CUTS_SOON, FaultEffect.Kind.CUTS_IN_TURN));

    /** What delays or loses some messages, and lets others through. */
    private static final Set<FaultEffect.Kind> PARTIAL = Collections.unmodifiableSet(EnumSet.of(
            FaultEffect.Kind.MAY_LOSE,
            FaultEffect.Kind.CUTS_IN_TURN,
            FaultEffect.Kind.DELAYS,
            FaultEffect.Kind.REORDERS,
            FaultEffect.Kind.THROTTLES,
            FaultEffect.Kind.SKEWS,
            FaultEffect.Kind.STALLS_DISK));

    private final SortedMap<Long, FaultBegan> active = new TreeMap<>();
    private final SortedSet<NodeId> dead = new TreeSet<>();

    Damage() {}

    Damage(Damage other) {
        active.putAll(other.active);
        dead.addAll(other.dead);
    }

    void began(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.ENDS)) {
            dead.addAll(fact.nodes());
        }
        if (fact.lasts()) {
            active.put(fact.fault(), fact);
        }
    }

    void narrowed(FaultNarrowed fact) {
        active.computeIfPresent(fact.fault(), (number, before) -> before.left(fact));
    }

    void ended(long fault) {
        active.remove(fault);
    }

    void processEnded(NodeId node) {
        dead.add(node);
    }

    void processRuns(NodeId node) {
        dead.remove(node);
    }

    boolean isDead(NodeId node) {
        return dead.contains(node);
    }

    boolean isPaused(NodeId node) {
        return active.values().stream()
                .anyMatch(fault ->
                        fault.does(FaultEffect.Kind.FREEZES) && fault.nodes().contains(node));
    }

    boolean isDown(NodeId node) {
        return isDead(node) || isPaused(node);
    }

    boolean isCut(NodeId from, NodeId to) {
        Link link = new Link(from, to);
        return active.values().stream().anyMatch(fault -> cuts(fault, link));
    }

    private static boolean cuts(FaultBegan fault, Link link) {
        boolean onHosts = fault.links().isEmpty()
                && (fault.nodes().contains(link.from()) || fault.nodes().contains(link.to()));
        return (onHosts || fault.links().contains(link)) && doesAny(fault, CUTTING);
    }

    private static boolean doesAny(FaultBegan fault, Set<FaultEffect.Kind> kinds) {
        return fault.effects().stream().anyMatch(effect -> kinds.contains(effect.kind()));
    }

    /** Whether anything is at work that delays or loses without cutting: slow links, skewed clocks, stalled disks. */
    boolean isPartial() {
        return active.values().stream().anyMatch(fault -> doesAny(fault, PARTIAL));
    }
}
