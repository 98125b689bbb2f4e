package dev.raftbeat.history;

import dev.raftbeat.protocol.NodeId;
import java.util.Arrays;

/**
 * Small numbers for nodes, from 0, given in the order in which they are first asked for. There are few nodes and many
 * facts, most of them told with the very same few names: a look at each is cheaper than any map.
 */
public final class Places {
    private NodeId[] names = new NodeId[0];

    public Places() {}

    Places(Places other) {
        names = other.names.clone();
    }

    /** {@link Leadership#NOBODY} for a node that has none. */
    public int find(NodeId node) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == node) {
                return i;
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(node)) {
                return i;
            }
        }
        return Leadership.NOBODY;
    }

    /** The place of a node, which gets the next one if it has none. */
    public int of(NodeId node) {
        int known = find(node);
        if (known >= 0) {
            return known;
        }
        names = Arrays.copyOf(names, names.length + 1);
        names[names.length - 1] = node;
        return names.length - 1;
    }

    public NodeId name(int place) {
        return names[place];
    }

    public int size() {
        return names.length;
    }
}
