package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/**
 * One call to a {@link FaultInjector} that a line leads to. What a node is given is looked up when the step is taken.
 *
 * @param node to which something is done; of a connection the one that opened it
 * @param link of a connection
 * @param command that is sent to the node
 * @param point at which the process is to end; with none, it is not to end by itself any more
 */
record InjectorStep(
        Kind kind, NodeId node, Optional<Link> link, Optional<Command> command, Optional<CrashPoint> point) {
    /** In this order the steps of a line are taken. */
    enum Phase {
        PROCESS,
        KERNEL,
        RULES,
        SETTINGS,
        TIMERS,
        NODE,
        GIVE_UP
    }

    /** Does the step. */
    @FunctionalInterface
    private interface Call {
        void take(InjectorStep step, FaultInjector injector, FaultState state, Optional<FactId> cause)
                throws InjectorException;
    }

    /** What is called. */
    enum Kind {
        KILL(Phase.PROCESS, false, (step, injector, state, cause) -> injector.kill(step.node)),
        STOP(Phase.PROCESS, false, (step, injector, state, cause) -> injector.stop(step.node, cause)),
        WIPE(Phase.PROCESS, false, (step, injector, state, cause) -> injector.wipe(step.node)),
        RESTART(
                Phase.PROCESS,
                false,
                (step, injector, state, cause) -> injector.restart(step.node, state.setupFor(step.node))),
        PAUSE(Phase.PROCESS, false, (step, injector, state, cause) -> injector.pause(step.node)),
        RESUME(Phase.PROCESS, false, (step, injector, state, cause) -> injector.resume(step.node)),
        CRASH(Phase.NODE, false, (step, injector, state, cause) -> injector.crash(step.node, step.point)),
        KERNEL(
                Phase.KERNEL,
                false,
                (step, injector, state, cause) -> injector.kernel(step.node, state.kernelFor(step.node))),
        RULES(
                Phase.RULES,
                true,
                (step, injector, state, cause) -> injector.rules(step.node, state.rulesFor(step.node))),
        CONFIGURE(
                Phase.SETTINGS,
                true,
                (step, injector, state, cause) -> injector.configure(step.node, state.settingsOf(step.node), cause)),
        /** Tells the node whether its timers are aligned. */
        TIMERS(Phase.TIMERS, true, (step, injector, state, cause) -> {
            boolean aligned = state.alignedNanos().isPresent();
            Command command =
                    aligned ? new Command.AlignTimer(state.alignedNanos().getAsLong()) : new Command.SpreadTimer();
            injector.command(step.node, command, cause);
        }),
        SEND(
                Phase.NODE,
                true,
                (step, injector, state, cause) -> injector.command(step.node, step.command.orElseThrow(), cause)),
        COLLECT(Phase.NODE, false, (step, injector, state, cause) -> injector.collect(step.node, cause)),
        RESET(Phase.NODE, false, (step, injector, state, cause) -> injector.resetConnections(step.link.orElseThrow())),
        /** Ends a connection on which packets may wait to be sent once more, if its opener runs. */
        GIVE_UP(
                Phase.GIVE_UP,
                true,
                (step, injector, state, cause) -> injector.resetConnections(step.link.orElseThrow()));

        private final Phase phase;
        private final boolean asks;
        private final Call call;

        /** @param asks whether the node has to answer, rather than its process or host being handled from outside */
        Kind(Phase phase, boolean asks, Call call) {
            this.phase = phase;
            this.asks = asks;
            this.call = call;
        }

        InjectorStep of(NodeId node) {
            return new InjectorStep(this, node, Optional.empty(), Optional.empty(), Optional.empty());
        }

        InjectorStep of(Link link) {
            return new InjectorStep(this, link.from(), Optional.of(link), Optional.empty(), Optional.empty());
        }
    }

    static InjectorStep send(NodeId node, Command command) {
        return new InjectorStep(Kind.SEND, node, Optional.empty(), Optional.of(command), Optional.empty());
    }

    static InjectorStep crash(NodeId node, Optional<CrashPoint> point) {
        return new InjectorStep(Kind.CRASH, node, Optional.empty(), Optional.empty(), point);
    }

    /** Whether it ends a process, at once or soon. */
    boolean ends() {
        return kind == Kind.KILL || kind == Kind.STOP || kind == Kind.WIPE;
    }

    Phase phase() {
        return kind.phase;
    }

    /** The node that has to answer; none where something is done to a process, a host or a connection from outside. */
    Optional<NodeId> asks() {
        return kind.asks ? Optional.of(node) : Optional.empty();
    }

    /**
     * @param state what the node is to obey from now on
     * @param cause the fact of the line that asks for it, if a line does
     */
    void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
        kind.call.take(this, injector, state, cause);
    }
}
