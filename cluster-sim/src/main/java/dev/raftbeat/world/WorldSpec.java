package dev.raftbeat.world;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The cluster that somebody wants.
 *
 * @param nodes 1 to 9 nodes
 * @param seed from which every random draw of the cluster and of its faults is forked
 * @param store what guards the store that whoever leads writes to; empty for a cluster without one
 */
public record WorldSpec(int nodes, Settings settings, long seed, Optional<StoreGuard> store) {
    /** @throws IllegalArgumentException when the number of nodes is out of range */
    public WorldSpec {
        if (nodes < 1 || nodes > 9) {
            throw new IllegalArgumentException("a cluster has 1 to 9 nodes, not " + nodes);
        }
    }

    /** Without a store. */
    public WorldSpec(int nodes, Settings settings, long seed) {
        this(nodes, settings, seed, Optional.empty());
    }

    public WorldSpec withStore(Optional<StoreGuard> guard) {
        return new WorldSpec(nodes, settings, seed, guard);
    }

    /** {@code n1}, {@code n2} and so on. */
    public List<NodeId> members() {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
    }
}
