package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.InjectorStep.Kill;
import dev.raftbeat.fault.execution.InjectorStep.Pause;
import dev.raftbeat.fault.execution.InjectorStep.Restart;
import dev.raftbeat.fault.execution.InjectorStep.Resume;
import dev.raftbeat.fault.execution.InjectorStep.Wipe;
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
        if (step instanceof Kill kill) {
            die(kill.node());
        } else if (step instanceof Wipe wipe) {
            die(wipe.node());
        } else if (step instanceof Pause pause) {
            frozen.add(pause.node());
        } else if (step instanceof Resume resume) {
            frozen.remove(resume.node());
        }
    }

    private void die(NodeId node) {
        dead.add(node);
        frozen.remove(node);
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
        boolean killed = obeyed.contains(new Kill(node)) || obeyed.contains(new Wipe(node));
        boolean restarted = obeyed.contains(new Restart(node));
        boolean overtaken = switch (fault.word().means()) {
            case KILL -> restarted;
            case PAUSE -> killed || restarted || obeyed.contains(new Resume(node));
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
