package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.InjectorStep.Kind;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the steps of one line, and those of earlier lines that were not obeyed. Keeps the state meanwhile: a fault is told
 * as ended after the step with which the last node has let go of it.
 */
final class Execution {
    private final FaultInjector injector;
    private final FactTeller teller;
    private final List<NodeId> members;
    private final FaultState before;
    private final Optional<FactId> cause;
    private final Obedience obedience;
    private final List<String> troubles = new ArrayList<>();
    /** Frozen by this language, which will also let them go on. */
    private final TreeSet<NodeId> waiting = new TreeSet<>();

    private final TreeSet<NodeId> owed = new TreeSet<>();
    private FaultState state;
    private Extent extent = Extent.WHOLE;

    /**
     * @param known the cluster before the first step
     * @param before the state before the line
     * @param wanted the state that the line asks for
     * @param cause the fact of the line, if there is one
     */
    Execution(
            FaultInjector injector,
            FactTeller teller,
            SelectorContext known,
            FaultState before,
            FaultState wanted,
            Optional<FactId> cause) {
        this.injector = injector;
        this.teller = teller;
        this.members = known.members();
        this.before = before;
        this.state = wanted;
        this.cause = cause;
        obedience = new Obedience(known);
    }

    /** @param again what is tried too, and is no trouble of this line when it fails */
    void take(List<InjectorStep> own, List<InjectorStep> again) {
        List<InjectorStep> all = new ArrayList<>(own);
        all.addAll(again);
        all.sort(Comparator.comparing(InjectorStep::phase).thenComparing(this::place));
        for (InjectorStep step : all) {
            take(step, own.contains(step));
        }
        settle();
        state = state.owing(owed);
        tellWhatIsLeft();
    }

    /** Rules are given in the order in which people count the nodes; all else as it was asked for. */
    private int place(InjectorStep step) {
        boolean rules = step.kind() == Kind.KERNEL || step.kind() == Kind.RULES;
        return rules ? members.indexOf(step.node()) : 0;
    }

    private void take(InjectorStep step, boolean own) {
        Optional<NodeId> asked = step.asks();
        if (asked.isPresent() && obedience.isDead(asked.get())) {
            obeyed(step);
        } else if (asked.isPresent() && obedience.isFrozen(asked.get())) {
            passOver(step, asked.get(), own);
        } else {
            attempt(step, own);
        }
    }

    private void passOver(InjectorStep step, NodeId node, boolean own) {
        if (step.kind() == Kind.GIVE_UP) {
            // A frozen opener sends nothing; when it goes on, TCP finds the way free by itself.
            obeyed(step);
            return;
        }
        missed(step);
        if (own && state.paused().contains(node)) {
            waiting.add(node);
        } else if (own) {
            trouble(node + " is frozen, and not by this language", Extent.PART);
        }
    }

    private void attempt(InjectorStep step, boolean own) {
        try {
            step.take(injector, state, cause);
            obeyed(step);
        } catch (InjectorException | RuntimeException e) {
            // A fault in an injector must not leave a cluster half healed, so that even its bugs are carried on.
            boolean declined = e instanceof InjectorException known && known.isDeclined();
            if (declined) {
                obeyed(step);
            } else {
                missed(step);
            }
            if (own) {
                trouble(
                        e.getMessage() == null ? e.toString() : e.getMessage(),
                        declined ? Extent.DECLINED : Extent.PART);
            }
        }
    }

    private void trouble(String sentence, Extent least) {
        if (!troubles.contains(sentence)) {
            troubles.add(sentence);
        }
        extent = extent.compareTo(least) < 0 ? extent : least;
    }

    private void missed(InjectorStep step) {
        if (step.kind() == Kind.CONFIGURE || step.kind() == Kind.TIMERS) {
            owed.add(step.node());
        }
    }

    private void obeyed(InjectorStep step) {
        obedience.note(step);
        state = state.after(step);
        settle();
    }

    private void settle() {
        List<ActiveFault> left = new ArrayList<>();
        List<ActiveFault> over = new ArrayList<>();
        for (ActiveFault fault : state.active()) {
            ActiveFault settled = fault.settled(
                    node -> obedience.hasBegun(fault, node),
                    node -> obedience.hasEnded(fault, node),
                    link -> obedience.hasEnded(fault, link));
            (settled.isOver() ? over : left).add(settled);
        }
        // Told first: an end that cannot be told is tried once more with the next line.
        over.forEach(fault -> teller.tell(new FaultEnded(fault.number(), fault.text()), cause.or(fault::began)));
        state = state.withActive(left);
    }

    /** For each fault that holds less than was told of it, or for which others have to obey than before. */
    private void tellWhatIsLeft() {
        for (ActiveFault fault : state.active()) {
            Optional<ActiveFault> earlier = before.active().stream()
                    .filter(one -> one.number() == fault.number())
                    .findFirst();
            boolean less = earlier.isPresent() && holdsLess(fault, earlier.get());
            Set<NodeId> silent = fault.silent(state.paused());
            Set<NodeId> silentBefore =
                    earlier.map(one -> one.silent(before.paused())).orElseGet(TreeSet::new);
            if (less || !silent.equals(silentBefore)) {
                String sentence = String.join("; ", parts(fault, less));
                teller.tell(
                        new FaultNarrowed(fault.number(), fault.text(), fault.nodes(), fault.links(), sentence),
                        cause.or(fault::began));
            }
        }
    }

    private List<String> parts(ActiveFault fault, boolean less) {
        List<String> parts = new ArrayList<>();
        if (less) {
            parts.add(fault.named() + " goes on with " + remains(fault));
        }
        parts.addAll(fault.unobeyed(state.paused()));
        if (parts.isEmpty()) {
            Set<NodeId> late = fault.pending().nodes();
            parts.add(
                    late.isEmpty()
                            ? "every node obeys " + fault.named()
                            : NodeList.list(late) + NodeList.few(late, " obeys ", " obey ") + fault.named()
                                    + " when resumed");
        }
        return parts;
    }

    private static boolean holdsLess(ActiveFault fault, ActiveFault earlier) {
        return !fault.nodes().equals(earlier.nodes()) || !fault.links().equals(earlier.links());
    }

    private static String remains(ActiveFault left) {
        List<String> parts = new ArrayList<>();
        left.nodes().stream().map(NodeId::name).forEach(parts::add);
        left.links().stream().map(Link::toString).forEach(parts::add);
        return String.join(", ", parts);
    }

    /**
     * @param number the number of the line, if there is one
     * @param sentence what the line does
     */
    FaultOutcome outcome(OptionalLong number, String sentence) {
        String later = waiting.isEmpty()
                ? ""
                : "; " + NodeList.list(waiting) + NodeList.few(waiting, " is", " are") + " frozen, and "
                        + NodeList.few(waiting, "obeys", "obey") + " when resumed";
        return new FaultOutcome(extent, state, number, sentence + later, troubles, Optional.empty());
    }
}
