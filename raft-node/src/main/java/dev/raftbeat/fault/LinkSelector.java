package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;

/**
 * Which directed links a line means: from each of these nodes to each of those, never to itself.
 *
 * @param both {@code <->}: the ways back too
 */
public record LinkSelector(NodeSelector from, NodeSelector to, boolean both) {
    /** This one link, by the names of its ends. */
    public static LinkSelector of(Link link) {
        return new LinkSelector(NodeSelector.of(link.from()), NodeSelector.of(link.to()), false);
    }

    @Override
    public String toString() {
        return from + (both ? " <-> " : " -> ") + to;
    }
}
