package dev.raftbeat.fault;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/** One call to a {@link FaultInjector} that a line leads to. What a node is given is looked up when the step is taken. */
sealed interface InjectorStep {
    record Kill(NodeId node) implements InjectorStep {}

    record Wipe(NodeId node) implements InjectorStep {}

    record Restart(NodeId node) implements InjectorStep {}

    record Pause(NodeId node) implements InjectorStep {}

    record Resume(NodeId node) implements InjectorStep {}

    /** Gives the node its rules. */
    record Rules(NodeId node) implements InjectorStep {}

    /** Gives the node its settings. */
    record Configure(NodeId node) implements InjectorStep {}

    record Send(NodeId node, Command command) implements InjectorStep {}

    /** Lets the process end at this point of its work, or, with none, not any more. */
    record Crash(NodeId node, Optional<CrashPoint> point) implements InjectorStep {}

    /** Lets the node's Java collect garbage. */
    record Collect(NodeId node) implements InjectorStep {}

    record Reset(Link link) implements InjectorStep {}

    /** Gives up a connection on which packets may wait to be sent once more, if its opener runs. */
    record GiveUp(Link link) implements InjectorStep {}

    /** Gives the host its kernel rules. */
    record Kernel(NodeId host) implements InjectorStep {}
}
