package dev.raftbeat.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeerMapTest {
    private static NodeId n(int number) {
        return new NodeId("n" + number);
    }

    @Test
    void itIsTheMapThatATreeWouldBeAfterAnyChanges() {
        SplittableRandom random = new SplittableRandom(5);
        SortedMap<NodeId, Integer> tree = new TreeMap<>();
        PeerMap<Integer> map = PeerMap.copyOf(new TreeMap<>());
        for (int i = 0; i < 2_000; i++) {
            NodeId peer = n(1 + random.nextInt(12));
            if (random.nextInt(3) == 0) {
                tree.remove(peer);
                map = map.without(peer);
            } else {
                tree.put(peer, i);
                map = map.with(peer, i);
            }
            assertThat(map).isEqualTo(tree).hasSameHashCodeAs(tree);
            assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(tree.keySet()));
            assertThat(List.copyOf(map.values())).isEqualTo(List.copyOf(tree.values()));
            assertThat(map.get(peer)).isEqualTo(tree.get(peer));
            assertThat(map.headMap(peer)).isEqualTo(tree.headMap(peer));
            assertThat(map.tailMap(peer)).isEqualTo(tree.tailMap(peer));
            assertThat(map.subMap(n(2), n(7))).isEqualTo(tree.subMap(n(2), n(7)));
        }
        assertThat(map.firstKey()).isEqualTo(tree.firstKey());
        assertThat(map.lastKey()).isEqualTo(tree.lastKey());
    }

    @Test
    void itsOrderIsThatOfNamesWhateverItWasMadeFrom() {
        SortedMap<NodeId, String> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of(n(1), "a", n(2), "b", n(10), "c"));
        assertThat(PeerMap.copyOf(backwards).keySet()).containsExactly(n(1), n(2), n(10));
    }

    @Test
    void nobodyCanChangeItNorWhoMadeIt() {
        SortedMap<NodeId, Integer> tree = new TreeMap<>(Map.of(n(1), 1));
        PeerMap<Integer> map = PeerMap.copyOf(tree);
        PeerMap<Integer> other = map.with(n(1), 2);
        tree.put(n(2), 2);
        assertThat(map).containsExactly(Map.entry(n(1), 1));
        assertThat(other).containsExactly(Map.entry(n(1), 2));
        assertThat(PeerMap.copyOf(map)).isSameAs(map);
        assertThatThrownBy(() -> map.put(n(3), 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove(n(1))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> other.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(4))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anEmptyOneHasNoFirst() {
        PeerMap<Integer> empty = PeerMap.copyOf(new TreeMap<>());
        assertThatThrownBy(empty::firstKey).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(empty::lastKey).isInstanceOf(NoSuchElementException.class);
    }
}
