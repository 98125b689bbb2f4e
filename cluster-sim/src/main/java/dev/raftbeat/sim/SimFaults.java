package dev.raftbeat.sim;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.execution.FaultExecutor;
import dev.raftbeat.fault.execution.FaultOutcome;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What was done to a simulated cluster, by lines of the fault language and by hand. */
final class SimFaults {
    private final SimCluster world;

    /** What the faults of another run are called here. */
    private final TreeMap<Long, Long> numbers = new TreeMap<>();

    private final FaultExecutor desk;
    private final SplittableRandom random;
    private FaultState state;
    private Expiry expiry;

    /** A line that was refused leaves its draw to the next: the same run without it is the same run. */
    private OptionalLong refusedSeed = OptionalLong.empty();

    SimFaults(SimCluster world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        desk = new FaultExecutor(new SimInjector(world), world::tellWorld);
        state = world.options()
                .start()
                .map(SimStart::faults)
                .orElseGet(() -> FaultState.fresh(world.options().settings()));
        planExpiry();
    }

    FaultState state() {
        return state;
    }

    World.Outcome apply(Fault fault) {
        long seed = refusedSeed.orElseGet(random::nextLong);
        FaultOutcome outcome = desk.carryOut(fault, world.picture(), state, world.now(), () -> seed);
        refusedSeed = outcome.accepted() ? OptionalLong.empty() : OptionalLong.of(seed);
        state = outcome.state();
        planExpiry();
        return World.Outcome.of(outcome);
    }

    private void planExpiry() {
        if (expiry != null) {
            expiry.cancelled = true;
            expiry = null;
        }
        if (state.nextExpiryNanos().isPresent()) {
            expiry = new Expiry();
            world.queue()
                    .plan(expiry, Math.max(world.now(), state.nextExpiryNanos().getAsLong()));
        }
    }

    /** Tells of something that was done by hand to one message, under a number of its own. */
    FactId tellByHand(String text, Link link, String sentence) {
        return tell(text, "by hand", List.of(link), sentence);
    }

    /** Tells that what follows is simulated. */
    FactId tellFork(String sentence) {
        return tell("fork", "fork", List.of(), sentence);
    }

    private FactId tell(String text, String word, List<Link> links, String sentence) {
        long number = state.nextNumber();
        state = state.withNextNumber(number + 1);
        return world.tellWorld(
                new FaultBegan(number, text, "action", word, List.of(), List.of(), links, sentence), Optional.empty());
    }

    /** A line that was carried out in another run, under whose number it may be undone later. */
    void applyAgain(SimStart.Line line) {
        long number = state.nextNumber();
        Fault fault = line.fault();
        if (fault.value() instanceof FaultValue.Number ended && ended.number().isPresent()) {
            long old = ended.number().getAsLong();
            fault = fault.with(new FaultValue.Number(OptionalLong.of(numbers.getOrDefault(old, old))));
        }
        // What this world cannot do it refuses, and that was said when the run was forked.
        boolean done = apply(fault).accepted();
        if (done) {
            numbers.put(line.number(), number);
        }
    }

    private final class Expiry extends Event {
        @Override
        void happen() {
            expiry = null;
            state = desk.catchUp(world.picture(), state, world.now()).state();
            planExpiry();
        }
    }
}
