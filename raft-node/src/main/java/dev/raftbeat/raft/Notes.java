package dev.raftbeat.raft;

import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a node knows beside what Figure 2 asks it to keep: of its peers, and of its own end. Immutable.
 *
 * @param suspected the peers that it thinks gone, and why
 * @param gone the lives of peers that it knows to be over: of each peer the newest, until that very life is heard again
 * @param handOvers the peers that were handed leadership, as far as it knows
 * @param stop present once it was told to stop
 */
public record Notes(
        SortedMap<NodeId, SuspicionReason> suspected,
        SortedMap<NodeId, Integer> gone,
        SortedMap<NodeId, HandOver> handOvers,
        Optional<PlannedStop> stop) {
    /** Nothing is known of anybody. */
    public static final Notes NONE = new Notes(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

    public Notes {
        suspected = PeerMap.copyOf(suspected);
        gone = PeerMap.copyOf(gone);
        handOvers = PeerMap.copyOf(handOvers);
    }

    Notes renamed(UnaryOperator<NodeId> names) {
        return new Notes(
                renamed(suspected, names),
                renamed(gone, names),
                renamed(handOvers, names),
                stop.map(known -> known.renamed(names)));
    }

    private static <V> SortedMap<NodeId, V> renamed(SortedMap<NodeId, V> map, UnaryOperator<NodeId> names) {
        TreeMap<NodeId, V> renamed = new TreeMap<>();
        map.forEach((peer, value) -> renamed.put(names.apply(peer), value));
        return renamed;
    }

    Notes withSuspected(NodeId peer, SuspicionReason reason) {
        return new Notes(PeerMap.copyOf(suspected).with(peer, reason), gone, handOvers, stop);
    }

    Notes withTrusted(NodeId peer) {
        return new Notes(PeerMap.copyOf(suspected).without(peer), gone, handOvers, stop);
    }

    /** Of each peer the newest life is kept: word of an older one that comes late says nothing more. */
    Notes withGone(NodeId peer, int life) {
        return gone.getOrDefault(peer, -1) < life
                ? new Notes(suspected, PeerMap.copyOf(gone).with(peer, life), handOvers, stop)
                : this;
    }

    Notes withSignOfLife(NodeId peer) {
        return new Notes(suspected, PeerMap.copyOf(gone).without(peer), handOvers, stop);
    }

    Notes withHandOver(NodeId peer, HandOver handOver) {
        return new Notes(suspected, gone, PeerMap.copyOf(handOvers).with(peer, handOver), stop);
    }

    Notes withStop(PlannedStop newStop) {
        return new Notes(suspected, gone, handOvers, Optional.of(newStop));
    }
}
