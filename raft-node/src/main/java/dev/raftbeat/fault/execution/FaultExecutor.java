package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.history.TimingRequirement.Misfit;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Carries lines out: resolves, refuses what cannot be, tells the line, takes the steps, in this order. The line is told
 * first because rules name the fact that told of their fault. Keeps no state of its own; the caller keeps
 * {@link FaultOutcome#state} and gives it back with the next line, under a lock where several processes do so.
 *
 * <p>What the facts say: every line that is carried out is told as one {@code FaultBegan} with a number of its own. Those
 * of kind {@code fault} go on until a {@code FaultEnded} of that number; a {@code FaultNarrowed} of that number tells that
 * less is left of it, or that others than before do not obey. So the faults that go on are a map by number.
 *
 * <p>A fault is over when every node has let go of it. A step that fails keeps no other from being taken; what it was for
 * stays pending in the state, and each later line tries it again, as {@link #catchUp} does. A dead node has nothing to
 * obey: it is started with whatever is in force then. A frozen node is passed over, and obeys what it froze with until it
 * goes on and is told; so a fault that it is to be rid of is not over before.
 */
public final class FaultExecutor {
    private final FaultInjector injector;
    private final FactTeller teller;
    private final Consumer<FaultState> keeper;

    /** For a caller that outlives every line. */
    public FaultExecutor(FaultInjector injector, FactTeller teller) {
        this(injector, teller, state -> {});
    }

    /**
     * @param keeper given the state before the first step, in which all that the line asks for is pending: whoever is ended
     *     in the middle of a line leaves word of what may be in force
     */
    public FaultExecutor(FaultInjector injector, FactTeller teller, Consumer<FaultState> keeper) {
        this.injector = injector;
        this.teller = teller;
        this.keeper = keeper;
    }

    /**
     * @param nowNanos the host's monotonic clock
     * @param random drawn from exactly once, whatever the line
     */
    public FaultOutcome carryOut(
            Fault fault, SelectorContext picture, FaultState state, long nowNanos, RandomGenerator random) {
        long seed = random.nextLong();
        SelectorContext known = known(picture, state);
        ResolvedFault resolved;
        try {
            resolved = new FaultContext(known, state, seed).resolve(fault, injector.world());
            if (resolved.kind() == FaultWord.Kind.FAULT) {
                refuseWhatCannotBe(resolved.word());
            }
        } catch (FaultRefusedException e) {
            return new FaultOutcome(
                    Extent.REFUSED, state, OptionalLong.empty(), e.getMessage(), List.of(), Optional.empty());
        }
        Transitions.Transition transition = new Transitions(state, known).apply(resolved, nowNanos);
        FactId told = teller.tell(transition.began().orElseThrow(), Optional.empty());
        long number = state.nextNumber();
        FaultState wanted = transition.state().told(number, told);
        FaultOutcome outcome = carryOut(transition, known, state, wanted, Optional.of(told))
                .outcome(OptionalLong.of(number), resolved.sentence());
        return outcome.noting(notes(resolved, known.members(), state, outcome.state()));
    }

    /** Said after each setting, and after a delay or the like that changes what fits. */
    private static Optional<List<String>> notes(
            ResolvedFault line, List<NodeId> members, FaultState before, FaultState after) {
        if (!line.word().isSetting() && after.isTimedAs(before)) {
            return Optional.empty();
        }
        List<Misfit> misfits = after.timing(members).misfits();
        boolean changes = !misfits.equals(before.timing(members).misfits());
        return line.word().isSetting() || changes
                ? Optional.of(misfits.stream().map(Misfit::text).toList())
                : Optional.empty();
    }

    private Execution carryOut(
            Transitions.Transition transition,
            SelectorContext known,
            FaultState before,
            FaultState wanted,
            Optional<FactId> cause) {
        keeper.accept(wanted);
        Execution execution = new Execution(injector, teller, known, before, wanted, cause);
        execution.take(transition.own(), transition.again());
        return execution;
    }

    private void refuseWhatCannotBe(FaultWord word) throws FaultRefusedException {
        Optional<String> why = injector.refuses(word);
        if (why.isPresent()) {
            throw new FaultRefusedException("\"" + word.text() + "\" cannot be had here: " + why.get());
        }
    }

    /**
     * Ends the faults whose time has run out, and asks once more for whatever nodes have not obeyed: to be called at
     * {@link FaultState#nextExpiryNanos}, and now and then while some are {@linkplain FaultState#silent silent}.
     */
    public FaultOutcome catchUp(SelectorContext picture, FaultState state, long nowNanos) {
        SelectorContext known = known(picture, state);
        Transitions.Transition transition = new Transitions(state, known).catchUp(nowNanos);
        return carryOut(transition, known, state, transition.state(), Optional.empty())
                .outcome(OptionalLong.empty(), "");
    }

    /** The picture, and what the state knows better: it heard of no kill later than this desk did. */
    private static SelectorContext known(SelectorContext picture, FaultState state) {
        TreeSet<NodeId> dead = new TreeSet<>(picture.dead());
        dead.addAll(state.killed());
        TreeSet<NodeId> paused = new TreeSet<>(picture.paused());
        paused.addAll(state.paused());
        paused.removeAll(dead);
        return picture.withDown(dead, paused);
    }
}
