package dev.raftbeat.local;

import dev.raftbeat.protocol.NodeId;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where the facts of a cluster can be read: of one that has a folder, or of nodes that somebody started by hand. */
interface FactSources {
    List<NodeId> members();

    /** Who tells facts: the members, and a store beside them. */
    default List<NodeId> tellers() {
        return members();
    }

    /** The node's facts, from those that make the present understandable on. */
    Lines open(NodeId node) throws IOException;

    /**
     * Whether an empty line says that the node had told nothing else by then, so that what is missing in the numbers of its
     * facts is lost.
     */
    default boolean tellAll() {
        return false;
    }

    /** Facts as lines. */
    interface Lines extends Closeable {
        /** The next one; empty when there has been none for a while, null when there will be none. */
        String next() throws IOException;
    }

    /** The world's own facts behind this place. */
    WorldLog.Tail world(long from);

    /** Looks after what nobody else does: processes that have gone, faults whose time is over. */
    void tick();

    /** Whether there is nothing left to read from. */
    boolean isGone();
}
