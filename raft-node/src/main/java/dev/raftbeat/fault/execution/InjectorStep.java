package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/** One call to a {@link FaultInjector} that a line leads to. What a node is given is looked up when the step is taken. */
sealed interface InjectorStep {
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

    Phase phase();

    /**
     * @param state what the node is to obey from now on
     * @param cause the fact of the line that asks for it, if a line does
     */
    void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException;

    /** The node that has to answer; none where something is done to a process, a host or a connection from outside. */
    default Optional<NodeId> asks() {
        return Optional.empty();
    }

    record Kill(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.PROCESS;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.kill(node);
        }
    }

    record Wipe(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.PROCESS;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.wipe(node);
        }
    }

    record Restart(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.PROCESS;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.restart(node, state.setupFor(node));
        }
    }

    record Pause(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.PROCESS;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.pause(node);
        }
    }

    record Resume(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.PROCESS;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.resume(node);
        }
    }

    /** Lets the process end at this point of its work, or, with none, not any more. */
    record Crash(NodeId node, Optional<CrashPoint> point) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.NODE;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.crash(node, point);
        }
    }

    /** Gives the host its kernel rules. */
    record Kernel(NodeId host) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.KERNEL;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.kernel(host, state.kernelFor(host));
        }
    }

    /** Gives the node its rules. */
    record Rules(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.RULES;
        }

        @Override
        public Optional<NodeId> asks() {
            return Optional.of(node);
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.rules(node, state.rulesFor(node));
        }
    }

    /** Gives the node its settings. */
    record Configure(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.SETTINGS;
        }

        @Override
        public Optional<NodeId> asks() {
            return Optional.of(node);
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.configure(node, state.settingsOf(node), cause);
        }
    }

    /** Tells the node whether its timers are aligned. */
    record Timers(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.TIMERS;
        }

        @Override
        public Optional<NodeId> asks() {
            return Optional.of(node);
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            Command command = state.alignedNanos().isPresent()
                    ? new Command.AlignTimer(state.alignedNanos().getAsLong())
                    : new Command.SpreadTimer();
            injector.command(node, command, cause);
        }
    }

    record Send(NodeId node, Command command) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.NODE;
        }

        @Override
        public Optional<NodeId> asks() {
            return Optional.of(node);
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.command(node, command, cause);
        }
    }

    /** Lets the node's Java collect garbage. */
    record Collect(NodeId node) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.NODE;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.collect(node, cause);
        }
    }

    record Reset(Link link) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.NODE;
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.resetConnections(link);
        }
    }

    /** Gives up a connection on which packets may wait to be sent once more, if its opener runs. */
    record GiveUp(Link link) implements InjectorStep {
        @Override
        public Phase phase() {
            return Phase.GIVE_UP;
        }

        @Override
        public Optional<NodeId> asks() {
            return Optional.of(link.from());
        }

        @Override
        public void take(FaultInjector injector, FaultState state, Optional<FactId> cause) throws InjectorException {
            injector.resetConnections(link);
        }
    }
}
