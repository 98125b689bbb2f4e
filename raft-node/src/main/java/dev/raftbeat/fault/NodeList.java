package dev.raftbeat.fault;

import dev.raftbeat.protocol.NodeId;
import java.util.Collection;
import java.util.stream.Collectors;

/** Nodes in sentences. */
public final class NodeList {
    private NodeList() {}

    /** {@code n1,n2}, as in the language itself. */
    public static String group(Collection<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).collect(Collectors.joining(","));
    }

    /** {@code n1, n2, n3}. */
    public static String list(Collection<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
    }

    /** One word for one, another for several. */
    public static String few(Collection<?> things, String one, String several) {
        return things.size() == 1 ? one : several;
    }
}
