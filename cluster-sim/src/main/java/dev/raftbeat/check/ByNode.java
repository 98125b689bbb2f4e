package dev.raftbeat.check;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something kept for each node of a cluster. There are few nodes and many facts, most of them told with the very same
 * few names: a look at each is cheaper than any map.
 */
final class ByNode<T> {
    private final List<NodeId> nodes = new ArrayList<>();
    private final List<T> kept = new ArrayList<>();
    private final Supplier<T> fresh;

    /** @param fresh what a node has that was not asked for before */
    ByNode(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    T of(NodeId node) {
        int size = nodes.size();
        for (int i = 0; i < size; i++) {
            if (nodes.get(i) == node) {
                return kept.get(i);
            }
        }
        int equal = nodes.indexOf(node);
        if (equal >= 0) {
            return kept.get(equal);
        }
        nodes.add(node);
        kept.add(fresh.get());
        return kept.get(kept.size() - 1);
    }
}
