package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.InjectorStep.Kind;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which steps of a line were obeyed so far, and what that does to the faults. */
final class Obedience {
    private final List<InjectorStep> obeyed = new ArrayList<>();
    private final TreeSet<NodeId> dead;
    private final TreeSet<NodeId> frozen;
    private final FaultSteps steps;

    /** @param known the cluster before the first step */
    Obedience(SelectorContext known) {
        dead = new TreeSet<>(known.dead());
        frozen = new TreeSet<>(known.paused());
        steps = new FaultSteps(known.members(), dead);
    }

    /** A restarted node counts as dead to the end of the line: what it is to obey it was started with. */
    void note(InjectorStep step) {
        obeyed.add(step);
        if (step.ends()) {
            dead.add(step.node());
        }
        if (step.kind() == Kind.PAUSE) {
            frozen.add(step.node());
        } else if (step.kind() == Kind.RESUME || dead.contains(step.node())) {
            frozen.remove(step.node());
        }
    }

    /** Whether it has nothing to obey. */
    boolean isDead(NodeId node) {
        return dead.contains(node);
    }

    /** Whether it obeys nothing now. */
    boolean isFrozen(NodeId node) {
        return frozen.contains(node);
    }

    boolean hasBegun(ActiveFault fault, NodeId node) {
        return obeyed.containsAll(steps.toBegin(fault.fault(), node));
    }

    /** Whether this fault has let go of a node: because it was asked to, or because more was done to its process. */
    boolean hasEnded(ActiveFault fault, NodeId node) {
        boolean killed =
                obeyed.stream().anyMatch(step -> step.ends() && step.node().equals(node));
        boolean restarted = obeyed.contains(Kind.RESTART.of(node));
        boolean overtaken = switch (fault.word().means()) {
            case KILL, STOP -> restarted;
            case PAUSE -> killed || restarted || obeyed.contains(Kind.RESUME.of(node));
            case CRASH -> killed || restarted;
            case RULES, KERNEL, KERNEL_CUTS -> false;
        };
        return overtaken
                || fault.pending().endNodes().contains(node) && obeyed.containsAll(steps.toEnd(fault.fault(), node));
    }

    boolean hasEnded(ActiveFault fault, Link link) {
        return fault.pending().endLinks().contains(link) && obeyed.containsAll(steps.toEnd(fault.fault(), link));
    }
}
