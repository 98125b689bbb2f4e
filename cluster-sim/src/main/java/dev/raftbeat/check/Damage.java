package dev.raftbeat.check;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which nodes and links are out of order at one moment of a sweep, as the world has told. */
final class Damage {
    /** Words after which no message gets through. While a link flaps it counts as cut: no leader can rely on it. */
    private static final List<String> CUTTING = List.of(
            "cut",
            "partition",
            "isolate",
            "bridge",
            "star",
            "ring",
            "majorities-ring",
            "chain",
            "blackhole",
            "flap",
            "drop",
            "reject");

    private final SortedMap<Long, FaultBegan> active = new TreeMap<>();
    private final SortedSet<NodeId> dead = new TreeSet<>();

    Damage() {}

    Damage(Damage other) {
        active.putAll(other.active);
        dead.addAll(other.dead);
    }

    void began(FaultBegan fact) {
        String word = word(fact);
        if (word.equals("kill") || word.equals("wipe")) {
            dead.addAll(fact.nodes());
        }
        if (fact.kind().equals("fault")) {
            active.put(fact.fault(), fact);
        }
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

    static String word(FaultBegan fact) {
        return fact.text().strip().split("\\s+", 2)[0];
    }

    boolean isDead(NodeId node) {
        return dead.contains(node);
    }

    boolean isPaused(NodeId node) {
        return active.values().stream()
                .anyMatch(fault -> word(fault).equals("pause") && fault.nodes().contains(node));
    }

    boolean isDown(NodeId node) {
        return isDead(node) || isPaused(node);
    }

    boolean isCut(NodeId from, NodeId to) {
        Link link = new Link(from, to);
        return active.values().stream().anyMatch(fault -> cuts(fault, link));
    }

    private static boolean cuts(FaultBegan fault, Link link) {
        String word = word(fault);
        boolean unplugged = word.equals("unplug")
                && (fault.nodes().contains(link.from()) || fault.nodes().contains(link.to()));
        boolean losesAll = word.equals("lose") && fault.text().contains(" 100%");
        return unplugged
                || ((CUTTING.contains(word) || losesAll) && fault.links().contains(link));
    }

    /** Whether anything is at work that delays or loses without cutting: slow links, skewed clocks, stalled disks. */
    boolean isPartial() {
        return active.values().stream()
                .map(Damage::word)
                .anyMatch(word -> !List.of("kill", "crash", "shift").contains(word));
    }
}
