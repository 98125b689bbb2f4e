package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Something about each of a few peers, in the order of their names. Nobody can change it, and its type says so: a record
 * that is made for every input need not copy what it holds, as it would have to copy any other map.
 */
final class PeerMap<V> extends AbstractMap<NodeId, V> implements SortedMap<NodeId, V> {
    private static final PeerMap<?> EMPTY = new PeerMap<>(new NodeId[0], new Object[0]);

    private final NodeId[] peers;
    private final Object[] values;

    private PeerMap(NodeId[] peers, Object[] values) {
        this.peers = peers;
        this.values = values;
    }

    @SuppressWarnings("unchecked")
    static <V> PeerMap<V> copyOf(SortedMap<NodeId, V> map) {
        if (map instanceof PeerMap) {
            return (PeerMap<V>) map;
        }
        if (map.isEmpty()) {
            return (PeerMap<V>) EMPTY;
        }
        // Through a tree, since the given map may have an order of its own.
        TreeMap<NodeId, V> byName = new TreeMap<>();
        byName.putAll(map);
        return new PeerMap<>(
                byName.keySet().toArray(NodeId[]::new), byName.values().toArray());
    }

    /** The same map, but for what it holds of this peer. */
    PeerMap<V> with(NodeId peer, V value) {
        int at = indexOf(peer);
        if (at < 0) {
            TreeMap<NodeId, V> more = new TreeMap<>(this);
            more.put(peer, value);
            return copyOf(more);
        }
        Object[] changed = values.clone();
        changed[at] = value;
        return new PeerMap<>(peers, changed);
    }

    PeerMap<V> without(NodeId peer) {
        TreeMap<NodeId, V> fewer = new TreeMap<>(this);
        fewer.remove(peer);
        return copyOf(fewer);
    }

    private int indexOf(Object peer) {
        for (int i = 0; i < peers.length; i++) {
            if (peers[i].equals(peer)) {
                return i;
            }
        }
        return -1;
    }

    /** @param index 0 to the size, exclusive, in the order of the names */
    @SuppressWarnings("unchecked")
    V valueAt(int index) {
        return (V) values[index];
    }

    @Override
    public int size() {
        return peers.length;
    }

    @Override
    public V get(Object peer) {
        int at = indexOf(peer);
        return at < 0 ? null : valueAt(at);
    }

    @Override
    public boolean containsKey(Object peer) {
        return indexOf(peer) >= 0;
    }

    @Override
    public Set<Map.Entry<NodeId, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<NodeId, V>> iterator() {
                return IntStream.range(0, peers.length)
                        .mapToObj(at -> Map.entry(peers[at], valueAt(at)))
                        .iterator();
            }

            @Override
            public int size() {
                return peers.length;
            }
        };
    }

    @Override
    public Comparator<? super NodeId> comparator() {
        return null;
    }

    @Override
    public SortedMap<NodeId, V> subMap(NodeId from, NodeId to) {
        return copyOf(new TreeMap<>(this).subMap(from, to));
    }

    @Override
    public SortedMap<NodeId, V> headMap(NodeId to) {
        return copyOf(new TreeMap<>(this).headMap(to));
    }

    @Override
    public SortedMap<NodeId, V> tailMap(NodeId from) {
        return copyOf(new TreeMap<>(this).tailMap(from));
    }

    @Override
    public NodeId firstKey() {
        return new TreeMap<>(this).firstKey();
    }

    @Override
    public NodeId lastKey() {
        return new TreeMap<>(this).lastKey();
    }
}
