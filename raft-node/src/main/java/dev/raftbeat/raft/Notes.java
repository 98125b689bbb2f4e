package dev.raftbeat.raft;

import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a node knows of its peers beside what Figure 2 asks it to keep. Immutable.
 *
 * @param suspected the peers that it thinks gone, and why
 * @param gone the lives of peers that it knows to be over: of each peer the newest, until that very life is heard again
 * @param handOvers the peers that were handed leadership, as far as it knows
 */
public record Notes(
        SortedMap<NodeId, SuspicionReason> suspected,
        SortedMap<NodeId, Integer> gone,
        SortedMap<NodeId, HandOver> handOvers) {
    /** Nothing is known of anybody. */
    public static final Notes NONE = new Notes(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Notes {
        suspected = PeerMap.copyOf(suspected);
        gone = PeerMap.copyOf(gone);
        handOvers = PeerMap.copyOf(handOvers);
    }

    Notes renamed(UnaryOperator<NodeId> names) {
        return new Notes(renamed(suspected, names), renamed(gone, names), renamed(handOvers, names));
    }

    private static <V> SortedMap<NodeId, V> renamed(SortedMap<NodeId, V> map, UnaryOperator<NodeId> names) {
        TreeMap<NodeId, V> renamed = new TreeMap<>();
        map.forEach((peer, value) -> renamed.put(names.apply(peer), value));
        return renamed;
    }

    Notes withSuspected(NodeId peer, SuspicionReason reason) {
        return new Notes(PeerMap.copyOf(suspected).with(peer, reason), gone, handOvers);
    }

    Notes withTrusted(NodeId peer) {
        return new Notes(PeerMap.copyOf(suspected).without(peer), gone, handOvers);
    }

    Notes withGone(NodeId peer, int life) {
        return new Notes(suspected, PeerMap.copyOf(gone).with(peer, life), handOvers);
    }

    Notes withSignOfLife(NodeId peer) {
        return new Notes(suspected, PeerMap.copyOf(gone).without(peer), handOvers);
    }

    Notes withHandOver(NodeId peer, HandOver handOver) {
        return new Notes(suspected, gone, PeerMap.copyOf(handOvers).with(peer, handOver));
    }
}
