package dev.raftbeat.spacetime;

import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What one node was, from the beginning of a picture to its end.
 *
 * @param stretches without gaps, oldest first; none where nothing was told of the node by then
 */
public record Lane(NodeId node, List<Stretch> stretches) {
    public Lane {
        stretches = List.copyOf(stretches);
    }

    /** For how long it was what; times are the host's monotonic nanoseconds. */
    public record Stretch(long fromNanos, long toNanos, NodeState state) {}

    /** What it was at this time; where it changed at that very time, what it became. */
    public Optional<NodeState> at(long tNanos) {
        return stretches.stream()
                .filter(one -> one.fromNanos <= tNanos)
                .reduce((first, second) -> second)
                .map(Stretch::state);
    }
}
