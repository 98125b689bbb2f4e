package dev.raftbeat.record;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A recorded run that can be forked at any moment: then the same observers watch a simulation that goes on from there, with
 * the recording as its past, until somebody goes back to the recording.
 */
public final class ReplayWorld implements World, TimeTravel {
    private final RecordedWorld recorded;
    private final Forks forks;
    private final List<FactSink> observers = new ArrayList<>();
    private Optional<Fork> fork = Optional.empty();
    /** Counts the switches: what the world tells that was watched before the last one is nobody's concern. */
    private final AtomicInteger switches = new AtomicInteger();

    /** Makes simulations that go on from a moment of a run. */
    @FunctionalInterface
    public interface Forks {
        /**
         * @param run all of its facts, in the order of time
         * @param at the moment
         * @throws IllegalArgumentException when there is nothing yet to go on from
         */
        Fork fork(List<StampedFact> run, Moment at);
    }

    /**
     * @param world at the moment of the fork; its observers are told the past first
     * @param assumptions what the facts did not tell, one sentence each
     */
    public record Fork(World world, List<String> assumptions) {
        public Fork {
            assumptions = List.copyOf(assumptions);
        }
    }

    public ReplayWorld(RecordedWorld recorded, Forks forks) {
        this.recorded = recorded;
        this.forks = forks;
    }

    /** Whether this fact tells that all that follows is simulated. */
    public static boolean isFork(Fact fact) {
        return fact instanceof FaultBegan began && began.word().equals("fork");
    }

    private synchronized World world() {
        return fork.map(Fork::world).orElse(recorded);
    }

    private TimeTravel time() {
        return world().timeTravel().orElseThrow();
    }

    /** What the present fork assumes; nothing when there is none. */
    public synchronized List<String> assumptions() {
        return fork.map(Fork::assumptions).orElse(List.of());
    }

    @Override
    public synchronized Outcome fork(List<Fault> lines) {
        if (fork.isPresent()) {
            return new Outcome(false, "This is a fork already: F goes back to the recording.");
        }
        recorded.pause();
        Moment here = recorded.position();
        Fork made;
        try {
            made = forks.fork(recorded.run().facts(), here);
        } catch (IllegalArgumentException e) {
            return new Outcome(false, e.getMessage());
        }
        World simulated = made.world();
        Outcome changed = lines.isEmpty()
                ? new Outcome(true, "nothing changed")
                : Outcome.all(lines.stream().map(simulated::apply).toList());
        if (!changed.accepted()) {
            made.world().close();
            return changed;
        }
        fork = Optional.of(made);
        watch(made.world());
        return new Outcome(true, "forked: " + changed.sentence());
    }

    @Override
    public synchronized Outcome unfork() {
        if (fork.isEmpty()) {
            return new Outcome(false, "This is the recording itself.");
        }
        long here = Math.min(fork.get().world().nowNanos(), recorded.run().endNanos());
        fork.get().world().close();
        fork = Optional.empty();
        recorded.jump(here);
        watch(recorded);
        return new Outcome(true, "back in the recording");
    }

    private void watch(World next) {
        switches.incrementAndGet();
        for (FactSink observer : observers) {
            if (observer instanceof WorldObserver rewindable) {
                rewindable.startAnew();
            }
            next.observe(new Relay(observer));
        }
    }

    /** Passes on what the world tells that is being watched at the moment, and nothing of the other one. */
    private final class Relay implements WorldObserver {
        private final FactSink to;
        private final int since = switches.get();

        private Relay(FactSink to) {
            this.to = to;
        }

        @Override
        public void tell(StampedFact fact) {
            if (since == switches.get()) {
                to.tell(fact);
            }
        }

        @Override
        public void startAnew() {
            if (since == switches.get() && to instanceof WorldObserver rewindable) {
                rewindable.startAnew();
            }
        }
    }

    @Override
    public synchronized void observe(FactSink sink) {
        observers.add(sink);
        world().observe(new Relay(sink));
    }

    @Override
    public Outcome apply(Fault fault) {
        return world().apply(fault);
    }

    @Override
    public String title() {
        return recorded.title();
    }

    @Override
    public List<NodeId> members() {
        return recorded.members();
    }

    @Override
    public Abilities abilities() {
        return recorded.abilities();
    }

    @Override
    public long nowNanos() {
        return world().nowNanos();
    }

    @Override
    public synchronized void close() {
        fork.ifPresent(made -> made.world().close());
        recorded.close();
    }

    @Override
    public Source source() {
        return time().source();
    }

    @Override
    public long seed() {
        return time().seed();
    }

    @Override
    public Moment position() {
        return time().position();
    }

    @Override
    public boolean isPlaying() {
        return time().isPlaying();
    }

    @Override
    public void pause() {
        time().pause();
    }

    @Override
    public void resume() {
        time().resume();
    }

    @Override
    public double speed() {
        return time().speed();
    }

    @Override
    public void speed(double speed) {
        time().speed(speed);
    }

    @Override
    public boolean forward(TimeStep step) {
        return time().forward(step);
    }

    @Override
    public boolean back(TimeStep step) {
        return time().back(step);
    }

    @Override
    public void jump(long nanos) {
        time().jump(nanos);
    }

    @Override
    public void jump(Moment moment) {
        time().jump(moment);
    }

    @Override
    public List<InFlight> inFlight() {
        return time().inFlight();
    }

    @Override
    public Outcome drop(FactId message) {
        return time().drop(message);
    }

    @Override
    public Outcome delay(FactId message, long nanos) {
        return time().delay(message, nanos);
    }

    @Override
    public Outcome duplicate(FactId message) {
        return time().duplicate(message);
    }
}
