package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which links the named shapes cut. All in member order; {@code from} and {@code to} below count from 0. */
public final class PartitionShapes {
    private PartitionShapes() {}

    /** Whether the link between two places in member order is cut. */
    private interface Cut {
        boolean cuts(int from, int to);
    }

    public static List<Link> isolate(List<NodeId> members, Collection<NodeId> alone) {
        return links(members, (from, to) -> alone.contains(members.get(from)) || alone.contains(members.get(to)));
    }

    public static List<Link> partition(List<NodeId> members, List<List<NodeId>> groups) {
        return links(members, (from, to) -> {
            int one = groupOf(members.get(from), groups);
            int other = groupOf(members.get(to), groups);
            return one >= 0 && other >= 0 && one != other;
        });
    }

    private static int groupOf(NodeId node, List<List<NodeId>> groups) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).contains(node)) {
                return i;
            }
        }
        return -1;
    }

    /** The two halves, the lower one never the larger. */
    public static List<List<NodeId>> halves(List<NodeId> members, NodeId bridge) {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(bridge);
        int middle = others.size() / 2;
        return List.of(List.copyOf(others.subList(0, middle)), List.copyOf(others.subList(middle, others.size())));
    }

    public static List<Link> star(List<NodeId> members, NodeId centre) {
        return links(
                members,
                (from, to) ->
                        !members.get(from).equals(centre) && !members.get(to).equals(centre));
    }

    public static List<Link> chain(List<NodeId> members) {
        return links(members, (from, to) -> Math.abs(from - to) > 1);
    }

    public static List<Link> ring(List<NodeId> members) {
        int n = members.size();
        return links(members, (from, to) -> {
            int apart = Math.abs(from - to);
            return Math.min(apart, n - apart) > 1;
        });
    }

    /**
     * Each node hears the majority of which it stands in the middle, around the ring of members: with five nodes its
     * two neighbours; with three only the one before it (after the nemesis of that name in Jepsen).
     */
    public static List<Link> majoritiesRing(List<NodeId> members) {
        int n = members.size();
        int majority = n / 2 + 1;
        int before = majority / 2;
        return links(members, (from, to) -> {
            int place = Math.floorMod(from - to + before, n);
            return place >= majority;
        });
    }

    private static List<Link> links(List<NodeId> members, Cut cut) {
        List<Link> links = new ArrayList<>();
        for (int from = 0; from < members.size(); from++) {
            for (int to = 0; to < members.size(); to++) {
                if (from != to && cut.cuts(from, to)) {
                    links.add(new Link(members.get(from), members.get(to)));
                }
            }
        }
        return links;
    }
}
