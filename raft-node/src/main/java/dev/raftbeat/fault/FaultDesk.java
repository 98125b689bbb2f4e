package dev.raftbeat.fault;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Carries lines out: resolves, refuses what cannot be, tells the facts, takes the steps, in this order. Facts come first
 * because rules name the fact that told of their fault. Keeps no state of its own; the caller keeps
 * {@link Outcome#state} and gives it back with the next line, under a lock where several processes do so.
 *
 * <p>What the facts say: every line that is carried out is told as one {@code FaultBegan} with a number of its own. Those
 * of kind {@code fault} go on until a {@code FaultEnded} of that number; a {@code FaultNarrowed} of that number tells what
 * is left of one that goes on with less. So the faults that go on are a map by number.
 *
 * <p>A step that fails keeps no other from being taken. Nodes that are down or frozen are passed over: they get their
 * rules and settings when they restart, or resume.
 */
public final class FaultDesk {
    private final FaultInjector injector;
    private final FactTeller teller;

    public FaultDesk(FaultInjector injector, FactTeller teller) {
        this.injector = injector;
        this.teller = teller;
    }

    /**
     * @param nowNanos the host's monotonic clock
     * @param random drawn from exactly once, whatever the line
     */
    public Outcome carryOut(
            Fault fault, ClusterPicture picture, FaultState state, long nowNanos, RandomGenerator random) {
        long seed = random.nextLong();
        ClusterPicture known = known(picture, state);
        ResolvedFault resolved;
        try {
            resolved = new FaultResolver(known, state, seed).resolve(fault, injector.world());
            if (resolved.kind() == FaultWord.Kind.FAULT) {
                refuseWhatCannotBe(resolved.word());
            }
        } catch (FaultRefusedException e) {
            return new Outcome(false, state, OptionalLong.empty(), e.getMessage(), List.of());
        }
        Transition transition = new Transitions(state, known).apply(resolved, nowNanos);
        FactId told = teller.tell(transition.facts().get(0), Optional.empty());
        for (WorldFact fact : transition.facts().subList(1, transition.facts().size())) {
            teller.tell(fact, Optional.of(told));
        }
        long number = state.nextNumber();
        FaultState after = transition.state().told(number, told);
        List<String> troubles = take(transition.steps(), known, after, told);
        return new Outcome(true, after, OptionalLong.of(number), resolved.sentence(), troubles);
    }

    private void refuseWhatCannotBe(FaultWord word) throws FaultRefusedException {
        Optional<String> why = injector.refuses(word);
        if (why.isPresent()) {
            throw new FaultRefusedException("\"" + word.text() + "\" cannot be had here: " + why.get());
        }
    }

    /** Ends the faults whose time has run out, telling so: to be called at {@link FaultState#nextExpiryNanos}. */
    public Outcome expire(ClusterPicture picture, FaultState state, long nowNanos) {
        ClusterPicture known = known(picture, state);
        Transition transition = new Transitions(state, known).expire(nowNanos);
        List<String> ended = new ArrayList<>();
        Optional<FactId> last = Optional.empty();
        for (WorldFact fact : transition.facts()) {
            FaultEnded end = (FaultEnded) fact;
            Optional<FactId> began = state.active().stream()
                    .filter(active -> active.number() == end.fault())
                    .findFirst()
                    .flatMap(ActiveFault::began);
            last = Optional.of(teller.tell(fact, began));
            ended.add("fault " + end.fault() + " (" + end.text() + ") has run out");
        }
        List<String> troubles =
                last.isEmpty() ? List.of() : take(transition.steps(), known, transition.state(), last.get());
        return new Outcome(true, transition.state(), OptionalLong.empty(), String.join("; ", ended), troubles);
    }

    /**
     * Gives every node that can take them its rules again, which changes nothing where they are in force: for a world
     * that has begun anew, or after steps that failed.
     *
     * @return a sentence for each node that did not take them
     */
    public List<String> pushRules(ClusterPicture picture, FaultState state) {
        ClusterPicture known = known(picture, state);
        List<InjectorStep> steps = new ArrayList<>();
        known.members().forEach(node -> {
            steps.add(new InjectorStep.Kernel(node));
            steps.add(new InjectorStep.Rules(node));
        });
        return take(steps, known, state, new FactId(NodeId.WORLD, 0, 0));
    }

    /** The picture, and what the state knows better: it heard of no kill later than this desk did. */
    private static ClusterPicture known(ClusterPicture picture, FaultState state) {
        TreeSet<NodeId> dead = new TreeSet<>(picture.dead());
        dead.addAll(state.killed());
        TreeSet<NodeId> paused = new TreeSet<>(picture.paused());
        paused.addAll(state.paused());
        paused.removeAll(dead);
        return picture.withDown(dead, paused);
    }

    private List<String> take(List<InjectorStep> steps, ClusterPicture known, FaultState after, FactId cause) {
        TreeSet<NodeId> deaf = new TreeSet<>(known.dead());
        deaf.addAll(known.paused());
        deaf.addAll(after.killed());
        deaf.addAll(after.paused());
        List<String> troubles = new ArrayList<>();
        for (InjectorStep step : steps) {
            try {
                take(step, deaf, after, cause);
            } catch (InjectorException | RuntimeException e) {
                // A fault in an injector must not leave a cluster half healed, so that even its bugs are carried on.
                troubles.add(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        return troubles;
    }

    private void take(InjectorStep step, TreeSet<NodeId> deaf, FaultState after, FactId cause)
            throws InjectorException {
        if (step instanceof InjectorStep.Kill kill) {
            injector.kill(kill.node());
        } else if (step instanceof InjectorStep.Wipe wipe) {
            injector.wipe(wipe.node());
        } else if (step instanceof InjectorStep.Restart restart) {
            // It stays deaf for this line: what else it is to have is in its setup already.
            injector.restart(restart.node(), after.setupFor(restart.node()));
        } else if (step instanceof InjectorStep.Pause pause) {
            injector.pause(pause.node());
        } else if (step instanceof InjectorStep.Resume resume) {
            injector.resume(resume.node());
            deaf.remove(resume.node());
        } else if (step instanceof InjectorStep.Reset reset) {
            injector.resetConnections(reset.link());
        } else if (step instanceof InjectorStep.Collect collect) {
            injector.collect(collect.node(), cause);
        } else if (step instanceof InjectorStep.Crash crash) {
            injector.crash(crash.node(), crash.point());
        } else if (step instanceof InjectorStep.Kernel kernel) {
            injector.kernel(kernel.host(), after.kernelFor(kernel.host()));
        } else if (step instanceof InjectorStep.GiveUp give
                && !deaf.contains(give.link().from())) {
            injector.resetConnections(give.link());
        } else if (step instanceof InjectorStep.Rules rules && !deaf.contains(rules.node())) {
            injector.rules(rules.node(), after.rulesFor(rules.node()));
        } else if (step instanceof InjectorStep.Configure configure && !deaf.contains(configure.node())) {
            injector.configure(configure.node(), after.settingsOf(configure.node()), cause);
        } else if (step instanceof InjectorStep.Send send && !deaf.contains(send.node())) {
            injector.command(send.node(), send.command(), cause);
        }
    }
}
