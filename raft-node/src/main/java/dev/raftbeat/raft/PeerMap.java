package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Something about each of a few peers, in the order of their names. Nobody can change it, and its type says so: a record
 * that is made for every input need not copy what it holds, as it would have to copy any other map.
 */
final class PeerMap<V> extends AbstractMap<NodeId, V> implements SortedMap<NodeId, V> {
    private static final PeerMap<?> EMPTY = new PeerMap<>(List.of(), List.of());

    private final List<NodeId> peers;
    private final List<V> values;

    private PeerMap(List<NodeId> peers, List<V> values) {
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
        return new PeerMap<>(List.copyOf(byName.keySet()), List.copyOf(byName.values()));
    }

    /** The same map, but for what it holds of this peer. */
    @SuppressWarnings("unchecked")
    PeerMap<V> with(NodeId peer, V value) {
        int at = peers.indexOf(peer);
        if (at < 0) {
            return withNew(peer, value);
        }
        Object[] changed = values.toArray();
        changed[at] = value;
        return new PeerMap<>(peers, (List<V>) Collections.unmodifiableList(Arrays.asList(changed)));
    }

    private PeerMap<V> withNew(NodeId peer, V value) {
        int at = 0;
        while (at < peers.size() && peers.get(at).compareTo(peer) < 0) {
            at++;
        }
        List<NodeId> more = new ArrayList<>(peers);
        List<V> theirs = new ArrayList<>(values);
        more.add(at, peer);
        theirs.add(at, value);
        return new PeerMap<>(Collections.unmodifiableList(more), Collections.unmodifiableList(theirs));
    }

    PeerMap<V> without(NodeId peer) {
        int at = peers.indexOf(peer);
        if (at < 0) {
            return this;
        }
        List<NodeId> fewer = new ArrayList<>(peers);
        List<V> theirs = new ArrayList<>(values);
        fewer.remove(at);
        theirs.remove(at);
        return new PeerMap<>(Collections.unmodifiableList(fewer), Collections.unmodifiableList(theirs));
    }

    @Override
    public int size() {
        return peers.size();
    }

    @Override
    public V get(Object peer) {
        int at = peers.indexOf(peer);
        return at < 0 ? null : values.get(at);
    }

    @Override
    public boolean containsKey(Object peer) {
        return peers.contains(peer);
    }

    @Override
    public Collection<V> values() {
        return values;
    }

    @Override
    public Set<Map.Entry<NodeId, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<NodeId, V>> iterator() {
                return IntStream.range(0, peers.size())
                        .mapToObj(at -> Map.entry(peers.get(at), values.get(at)))
                        .iterator();
            }

            @Override
            public int size() {
                return peers.size();
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
        if (peers.isEmpty()) {
            throw new NoSuchElementException("no peer");
        }
        return peers.get(0);
    }

    @Override
    public NodeId lastKey() {
        if (peers.isEmpty()) {
            throw new NoSuchElementException("no peer");
        }
        return peers.get(peers.size() - 1);
    }
}
