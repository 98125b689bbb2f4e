package dev.raftbeat.harness;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where one node lives. Its network outlives its process: address, rules and what is plugged stay as they are while the
 * process is killed and started again. Each call answers when what it did has taken effect.
 */
public interface Host {
    NodeId node();

    /** Where the node is to take its peers' connections; every other host can reach it there. */
    HostPort listener();

    /** Where the node is to answer over HTTP, as the node itself sees it. */
    HostPort controlInside();

    /** Where this process reaches the control endpoint, also while the host is unplugged. */
    HostPort control();

    /**
     * Starts the node's process. Does not wait until it listens.
     *
     * @param launchFile in the shared folder
     * @param log in the shared folder; what the process says on standard error is appended
     */
    void start(Path launchFile, Path log) throws EngineException;

    /** Ends the process at once, a frozen one too. Files stay. Does nothing when none runs. */
    void kill() throws EngineException;

    /** Asks the process to end as planned, with SIGTERM, and answers when it has. Does nothing when none runs. */
    void stop() throws EngineException;

    /** The number of the process that was started last, as the machine that runs it counts; 0 when it has ended. */
    long pid() throws EngineException;

    /** Whether its process runs, a frozen one too. */
    boolean isAlive();

    /** Freezes the process, all threads of it; its sockets stay open, and the kernel goes on answering for it. */
    void freeze() throws EngineException;

    void thaw() throws EngineException;

    boolean isFrozen();

    /**
     * Runs a command in the host's network namespace, with the right to change its network (NET_ADMIN), whether or not the
     * node's process runs or is frozen. {@code iptables}, {@code ip}, {@code tc} and {@code ss} are there.
     *
     * @throws EngineException when it could not be run; one that ran and failed has an exit code instead
     */
    Output run(List<String> command) throws EngineException;

    /** Takes the host off the cluster's network, both ways, or back onto it with the address that it had. */
    void plug(boolean in) throws EngineException;

    boolean isPlugged();

    /**
     * How much of one processor the process may use, from 0.01 up; empty for as much as it wants. Holds for later
     * processes of this host too.
     *
     * @throws EngineException also where this engine cannot limit it
     */
    void limitCpu(OptionalDouble cores) throws EngineException;

    /**
     * Sets the wall clock that the process sees so far ahead of this machine's (below 0: behind it), and leaves every
     * other clock alone. Holds for later processes of this host too.
     *
     * @throws EngineException also where this engine cannot shift it
     */
    default void shiftClock(long nanos) throws EngineException {
        throw new EngineException(
                "the hosts of this engine have this machine's wall clock; install libfaketime to shift it");
    }

    /**
     * What a command said.
     *
     * @param code its exit code
     * @param out standard output and standard error together
     */
    record Output(int code, String out) {}
}
