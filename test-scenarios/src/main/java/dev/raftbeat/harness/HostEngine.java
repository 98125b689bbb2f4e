package dev.raftbeat.harness;

import dev.raftbeat.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the hosts of one cluster, on a network of their own: containers, or network namespaces. All hosts share the clock
 * of this machine ({@code System.nanoTime} is the same on each), and see one folder of it under the same path.
 */
public interface HostEngine extends AutoCloseable {
    /** What it is, for a title line: {@code "containers"}, {@code "network namespaces"}. */
    String title();

    /**
     * Makes a host for each member, all on one network, each able to reach each. Nothing runs on them yet.
     *
     * @param members in the order people count them; to be called once
     * @param shared the folder that every host sees under this very path, and may write to
     * @param nodes what the nodes' processes are made of
     * @return one host for each member, in their order
     * @throws EngineException when the machine does not give what is needed
     */
    List<Host> hosts(List<NodeId> members, Path shared, NodeBuild nodes) throws EngineException;

    /** Ends whatever runs on the hosts, and removes hosts, network and rules; never fails, and may be called twice. */
    @Override
    void close();

    /** The same while this process ends, from one of the threads that Java starts then. */
    default void closeAtTheEnd() {
        close();
    }
}
