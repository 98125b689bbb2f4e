package dev.raftbeat.fault;

/**
 * Which directed links a line means: from each of these nodes to each of those, never to itself.
 *
 * @param both {@code <->}: the ways back too
 */
public record LinkSelector(NodeSelector from, NodeSelector to, boolean both) {
    @Override
    public String toString() {
        return from + (both ? " <-> " : " -> ") + to;
    }
}
