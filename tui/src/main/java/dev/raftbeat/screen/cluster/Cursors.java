package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.NodeId;
import java.util.TreeSet;

/** What the cursors stand on, by its place: what keys act on. And the nodes that are marked. */
public final class Cursors {
    final TreeSet<NodeId> marked = new TreeSet<>();
    int node;
    int column;
    int fault;
    int message;
    int menu;

    /** Among the members: the selected node, which is the sender of the selected link. */
    public int node() {
        return node;
    }

    /** Among the members: the receiver of the selected link. */
    public int column() {
        return column;
    }

    /** Among the active faults; there may be fewer by now. */
    public int fault() {
        return fault;
    }

    /** Among the messages under way; there may be fewer by now. */
    public int message() {
        return message;
    }

    /** Among the words of the menu. */
    public int menu() {
        return menu;
    }

    public boolean isMarked(NodeId id) {
        return marked.contains(id);
    }
}
