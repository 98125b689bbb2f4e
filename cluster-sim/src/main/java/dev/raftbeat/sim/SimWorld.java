package dev.raftbeat.sim;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.PlayedTime;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.World;
import dev.raftbeat.world.World.Outcome;
import dev.raftbeat.world.WorldObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A simulated cluster as a world to be watched: it plays by itself, at the speed of real time unless told otherwise, can
 * be stopped, stepped and taken back. Observers are told the whole run, from its first fact, whenever they come.
 */
public final class SimWorld extends PlayedTime implements World {
    /** How far one step looks ahead for what it is to find. */
    private static final long LOOK_AHEAD_NANOS = 600_000_000_000L;

    private final SimOptions options;
    private final SimHistory history;
    private final List<FactSink> observers = new ArrayList<>();
    private final FactSink all = fact -> observers.forEach(observer -> observer.tell(fact));

    /** At the beginning of its run, and not playing yet. */
    public SimWorld(SimOptions options) {
        this(options, new SimHistory(options));
    }

    private SimWorld(SimOptions options, SimHistory history) {
        this.options = options;
        this.history = history;
        history.showUntil(options.start().map(SimStart::nanos).orElse(0L), all);
    }

    /** The same run, what was done to it included, at its beginning and not playing; nobody observes it yet. */
    public synchronized SimWorld again() {
        return new SimWorld(options, history.again());
    }

    @Override
    public String title() {
        return members().size() + " simulated nodes, seed " + options.seed();
    }

    @Override
    public List<NodeId> members() {
        return options.members();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(false, true, true);
    }

    @Override
    public synchronized long nowNanos() {
        return history.position().nanos();
    }

    @Override
    public synchronized void observe(FactSink sink) {
        history.again().showUntil(history.position(), sink);
        observers.add(sink);
    }

    @Override
    public Outcome apply(Fault fault) {
        return act(cluster -> cluster.apply(fault));
    }

    private synchronized Outcome act(Function<SimCluster, Outcome> what) {
        if (history.isPast()) {
            return new Outcome(false, "This lies before the fork and is recorded: nothing here can be changed.");
        }
        return history.act(what, all);
    }

    @Override
    public Source source() {
        return options.start().isPresent() ? Source.FORK : Source.SIMULATION;
    }

    // Time.

    @Override
    public long seed() {
        return options.seed();
    }

    @Override
    public synchronized Moment position() {
        return history.position();
    }

    @Override
    protected synchronized boolean playUntil(long nanos, BooleanSupplier deadline) {
        while (history.showNext(nanos, all)) {
            if (deadline.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean forward(TimeStep step) {
        pause();
        synchronized (this) {
            long end = history.position().nanos() + LOOK_AHEAD_NANOS;
            boolean[] found = {false};
            FactSink seeing = fact -> {
                all.tell(fact);
                found[0] = step.isAt(fact.fact());
            };
            while (!found[0] && history.showNext(end, seeing)) {
                continue;
            }
            return found[0];
        }
    }

    @Override
    public boolean back(TimeStep step) {
        pause();
        synchronized (this) {
            Moment target = history.lastBefore(history.position().facts(), fact -> step.isAt(fact.fact()));
            goBack(target);
            return !target.equals(Moment.START);
        }
    }

    private void goBack(Moment target) {
        for (FactSink observer : observers) {
            if (observer instanceof WorldObserver rewindable) {
                rewindable.startAnew();
            }
        }
        history.begin();
        history.showUntil(target, all);
    }

    @Override
    public synchronized void jump(long nanos) {
        if (nanos < history.position().nanos()) {
            goBack(new Moment(0, 0));
        }
        history.showUntil(nanos, all);
        player.moved();
    }

    @Override
    public synchronized void jump(Moment moment) {
        Moment here = history.position();
        if (moment.facts() < here.facts() || moment.nanos() < here.nanos()) {
            goBack(moment);
        } else {
            history.showUntil(moment, all);
        }
        player.moved();
    }

    @Override
    public synchronized List<InFlight> inFlight() {
        return history.cluster().inFlight();
    }

    @Override
    public Outcome drop(FactId message) {
        return act(cluster -> cluster.drop(message));
    }

    @Override
    public Outcome delay(FactId message, long nanos) {
        return act(cluster -> cluster.delay(message, nanos));
    }

    @Override
    public Outcome duplicate(FactId message) {
        return act(cluster -> cluster.duplicate(message));
    }
}
