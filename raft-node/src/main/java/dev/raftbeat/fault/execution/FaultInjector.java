package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Optional;

/**
 * How a world breaks and mends its nodes. {@link FaultExecutor} decides what is to be done and in which order; an injector
 * does it, and throws when it could not. It keeps no list of faults of its own.
 */
public interface FaultInjector {
    /** Where this injector works. */
    WorldKind world();

    /** Ends the node's process at once, a frozen one too; its ballot stays. */
    void kill(NodeId node) throws InjectorException;

    /**
     * Lets the node's process end as planned: a leader hands over first. Answers when the process is gone, or, where time
     * goes only when somebody lets it, when it has been told.
     */
    void stop(NodeId node, Optional<FactId> cause) throws InjectorException;

    /** Kills the node if it runs, then loses its ballot and all else that it wrote: it will start as if never before. */
    void wipe(NodeId node) throws InjectorException;

    /**
     * Starts a node that does not run. It is this method's duty that the node has {@code setup} whole (rules, settings,
     * aligned timer) before it sends or receives its first message. Does nothing when the node runs; one
     * that is about to stop has stopped by then.
     */
    void restart(NodeId node, NodeSetup setup) throws InjectorException;

    /** Freezes the node's process: it does nothing, yet its sockets stay open. */
    void pause(NodeId node) throws InjectorException;

    void resume(NodeId node) throws InjectorException;

    /** Replaces all rules of a running node by these; the same again changes nothing. */
    void rules(NodeId node, NodeRules rules) throws InjectorException;

    /** Gives a running node these settings, in full. */
    void configure(NodeId node, Settings settings, Optional<FactId> cause) throws InjectorException;

    /**
     * Hands a command to a running node.
     *
     * @throws InjectorException {@linkplain InjectorException#isDeclined declined} when the node will not do it; it has told
     *     so as a fact
     */
    void command(NodeId node, Command command, Optional<FactId> cause) throws InjectorException;

    /** Resets the connection that {@code link.from()} opened to {@code link.to()}, so that both ends see it end. */
    void resetConnections(Link link) throws InjectorException;

    /**
     * Lets the Java of a running node collect garbage, with so much alive that it takes a while. Answers when that has
     * begun; the node tells how long it stood still.
     */
    default void collect(NodeId node, Optional<FactId> cause) throws InjectorException {
        throw new InjectorException("collecting garbage needs real processes");
    }

    /**
     * Lets the node's process end by itself at the next time that it passes this point of its driver's work; with none, it
     * passes all of them unharmed. Only the simulator can.
     */
    default void crash(NodeId node, Optional<CrashPoint> point) throws InjectorException {
        throw new InjectorException("crashing within a node's work needs the simulator");
    }

    /**
     * Makes the kernel of the node's host do exactly this, and nothing of what it was asked before; the same again
     * changes nothing. Called for hosts whose node is down or frozen too.
     *
     * @throws InjectorException also when it was done and shows no effect
     */
    default void kernel(NodeId host, KernelRules rules) throws InjectorException {
        if (!rules.equals(KernelRules.NONE)) {
            throw new InjectorException("what a kernel does needs containers");
        }
    }

    /** Why a word that fits this kind of world cannot be carried out in this one, in a sentence; empty when it can. */
    default Optional<String> refuses(FaultWord word) {
        return Optional.empty();
    }
}
