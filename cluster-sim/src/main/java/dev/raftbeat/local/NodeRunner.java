package dev.raftbeat.local;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How the nodes of a cluster are started, ended and frozen: straight on this machine, or on hosts of their own. Called
 * under the cluster's lock, except for {@link #isAlive} and {@link #isFrozen}.
 */
public interface NodeRunner {
    WorldKind kind();

    /** Where the node answers over HTTP, as it sees it itself. */
    default HostPort controlInside(NodeId node, HostPort outside) {
        return outside;
    }

    /** Whether nodes are alone on a network that leads nowhere else, and so may listen off loopback. */
    default boolean onTheirOwn() {
        return false;
    }

    /**
     * Starts the node's process; does not wait until it listens.
     *
     * @param log what the process says on standard error is appended
     * @return its number, and when it started
     * @throws IOException when it cannot be started
     */
    NodeProcess start(NodeId node, Path launchFile, Path log) throws IOException;

    /** Whether the process that was started last runs, a frozen one too. */
    boolean isAlive(NodeId node);

    /** Whether it stands still, as far as the system tells. */
    boolean isFrozen(NodeId node);

    /** Ends the process at once, a frozen one too, and answers when it is gone. Does nothing when none runs. */
    void kill(NodeId node) throws IOException;

    /**
     * Asks the process to end as planned (SIGTERM), and answers when it is gone. Does nothing when none runs.
     *
     * @throws IOException when it does not end
     */
    void stop(NodeId node) throws IOException;

    /** Freezes the process, and answers when it stands still. */
    void freeze(NodeId node) throws IOException;

    void thaw(NodeId node) throws IOException;

    /** Adds the faults that only this way of running has to those that any process can have. */
    default FaultInjector extend(FaultInjector injector) {
        return injector;
    }
}
