package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultValue.At;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.execution.InjectorStep.Kind;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which steps a node comes to obey a fault, and by which it ceases to. When they have all been taken, it has.
 *
 * @param dead the nodes that do not run
 */
record FaultSteps(List<NodeId> members, Set<NodeId> dead) {
    List<InjectorStep> toBegin(Fault fault, NodeId node) {
        return switch (fault.word().means()) {
            case KILL -> List.of(Kind.KILL.of(node));
            case STOP -> dead.contains(node) ? List.of() : List.of(Kind.STOP.of(node));
            // A node that is dead cannot freeze, or crash, and need not.
            case PAUSE -> dead.contains(node) ? List.of() : List.of(Kind.PAUSE.of(node));
            case CRASH ->
                dead.contains(node)
                        ? List.of()
                        : List.of(InjectorStep.crash(
                                node, Optional.of(fault.value(At.class).point())));
            case RULES -> List.of(Kind.RULES.of(node));
            case KERNEL, KERNEL_CUTS -> List.of(Kind.KERNEL.of(node));
        };
    }

    List<InjectorStep> toEnd(Fault fault, NodeId node) {
        return switch (fault.word().means()) {
            case KILL, STOP -> List.of(Kind.RESTART.of(node));
            case PAUSE -> dead.contains(node) ? List.of() : List.of(Kind.RESUME.of(node));
            case CRASH ->
                List.of(dead.contains(node) ? Kind.RESTART.of(node) : InjectorStep.crash(node, Optional.empty()));
            case RULES -> List.of(Kind.RULES.of(node));
            case KERNEL -> List.of(Kind.KERNEL.of(node));
            case KERNEL_CUTS -> plugged(node);
        };
    }

    List<InjectorStep> toEnd(Fault fault, Link link) {
        return fault.word().is(Means.KERNEL_CUTS)
                ? List.of(Kind.KERNEL.of(link.to()), Kind.GIVE_UP.of(link))
                : List.of(Kind.RULES.of(link.to()));
    }

    /**
     * What the kernel kept from arriving, TCP sends once more when the way is free, and meanwhile waits longer and
     * longer: the connections are given up, so that the next message goes out on a new one at once.
     */
    private List<InjectorStep> plugged(NodeId node) {
        List<InjectorStep> steps = new ArrayList<>(List.of(Kind.KERNEL.of(node)));
        members.stream()
                .filter(peer -> !peer.equals(node))
                .map(peer -> new Link(node, peer))
                .forEach(link -> {
                    steps.add(Kind.GIVE_UP.of(link));
                    steps.add(Kind.GIVE_UP.of(link.reversed()));
                });
        return steps;
    }

    /** Everything that is asked for in this state and not yet obeyed, each step once. */
    List<InjectorStep> pending(FaultState state) {
        List<InjectorStep> steps = new ArrayList<>();
        for (ActiveFault fault : state.active()) {
            fault.pending().begin().forEach(node -> steps.addAll(toBegin(fault.fault(), node)));
            fault.pending().endNodes().forEach(node -> steps.addAll(toEnd(fault.fault(), node)));
            fault.pending().endLinks().forEach(link -> steps.addAll(toEnd(fault.fault(), link)));
        }
        for (NodeId node : state.owed()) {
            steps.add(Kind.CONFIGURE.of(node));
            steps.add(Kind.TIMERS.of(node));
        }
        return steps.stream().distinct().toList();
    }
}
