package dev.raftbeat.fault;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has been done to a cluster and not undone. Immutable. The rules and settings of each node are functions of it,
 * always complete, so that giving them to a node again changes nothing.
 *
 * @param nextNumber the number that the next line will bear, from 1
 * @param base the settings that the cluster began with
 * @param changed the settings, in full, of the nodes on which any was set
 * @param alignedNanos the one election timeout of all nodes, between {@code align timers} and {@code spread timers}
 * @param killed the nodes that this language ended and has not restarted
 * @param paused the nodes that this language froze and has not resumed
 * @param same the nodes of the last line that meant any
 * @param active the faults that go on, by number
 */
public record FaultState(
        long nextNumber,
        Settings base,
        SortedMap<NodeId, Settings> changed,
        OptionalLong alignedNanos,
        SortedSet<NodeId> killed,
        SortedSet<NodeId> paused,
        List<NodeId> same,
        List<ActiveFault> active) {
    public FaultState {
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
        killed = Collections.unmodifiableSortedSet(new TreeSet<>(killed));
        paused = Collections.unmodifiableSortedSet(new TreeSet<>(paused));
        same = List.copyOf(same);
        active = List.copyOf(active);
    }

    /** Nothing has been done yet. */
    public static FaultState fresh(Settings base) {
        return new FaultState(
                1, base, new TreeMap<>(), OptionalLong.empty(), new TreeSet<>(), new TreeSet<>(), List.of(), List.of());
    }

    /** The settings that the node is to have. */
    public Settings settingsOf(NodeId node) {
        return changed.getOrDefault(node, base);
    }

    /** The rule lines that the node is to have, for {@link NodeRules#parse}. */
    public List<String> rulesFor(NodeId receiver) {
        return List.of();
    }

    /** Everything that the node is to have before its first message. */
    public NodeSetup setupFor(NodeId node) {
        return new NodeSetup(rulesFor(node), settingsOf(node), alignedNanos);
    }

    /** When the next fault ends by itself, if any does: the time to call {@link FaultDesk#expire}. */
    public OptionalLong nextExpiryNanos() {
        return active.stream()
                .flatMapToLong(fault -> fault.untilNanos().stream())
                .min();
    }

    /** As plain lines, for a file that several processes share. */
    public List<String> toLines() {
        return List.of();
    }

    /**
     * Reads {@link #toLines} back.
     *
     * @throws IllegalArgumentException naming the first line that is not of that form
     */
    public static FaultState fromLines(List<String> lines) {
        throw new IllegalArgumentException("line 1: " + lines);
    }
}
