package dev.raftbeat.sim;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;
import java.util.SplittableRandom;

/** A machine that a node runs on: what stays when the process dies. */
final class SimHost {
    private final SimCluster world;
    private final NodeId id;
    private final int index;
    private final SimClock clock;
    private final SimDisk disk;
    private final SplittableRandom random;
    private Optional<SimProcess> life = Optional.empty();
    private int boots;
    private CrashPoint crashPoint;
    private int crashCountdown;

    SimHost(SimCluster world, int index, SplittableRandom random) {
        this.world = world;
        this.index = index;
        this.random = random;
        id = world.options().members().get(index);
        double driftMax = world.options().driftPpmMax();
        clock = new SimClock(driftMax * (2 * random.nextDouble() - 1));
        disk = new SimDisk(this, world.options().disk(), random.split());
    }

    SimCluster world() {
        return world;
    }

    NodeId id() {
        return id;
    }

    int index() {
        return index;
    }

    SimClock clock() {
        return clock;
    }

    SimDisk disk() {
        return disk;
    }

    /** The process, if there is one. */
    Optional<SimProcess> life() {
        return life;
    }

    /** Whether this is the life that it lives now. */
    boolean lives(SimProcess which) {
        return life.isPresent() && life.get() == which;
    }

    /** Starts a process where none runs. */
    void boot(NodeSetup setup) {
        if (life.isPresent()) {
            return;
        }
        boots++;
        world.tellBegan(id, 1000L * (index + 1) + boots);
        SimProcess begun = new SimProcess(this, boots, setup.settings(), random.split());
        life = Optional.of(begun);
        begun.begin(setup);
        world.network().booted(begun);
    }

    /** Goes on where this node was in another run; one that did not run stays down. */
    void goOn(SimStart.NodeStart start) {
        boots = start.boot();
        disk.found(start.durable());
        if (start.state().isPresent()) {
            SimProcess resumed = new SimProcess(this, start, random.split());
            life = Optional.of(resumed);
            resumed.goOn(start);
        }
    }

    /** Lets the process end as planned: when its core says so, or when one that waits for its disk has had enough time. */
    void stop(SimProcess stopping, Optional<FactId> cause) {
        world.queue().plan(new StopDeadline(stopping), world.now() + Command.Stop.NANOS_MAX);
        stopping.command(new Command.Stop(), cause);
    }

    private static final class StopDeadline extends ProcessEvent {
        StopDeadline(SimProcess life) {
            super(life);
        }

        @Override
        void arrive() {
            life.end();
        }
    }

    /** Ends the process at once, whatever it is doing. */
    void end(String how) {
        if (life.isPresent()) {
            SimProcess ended = life.get();
            life = Optional.empty();
            crashPoint = null;
            ended.halt();
            disk.crash();
            world.tellEnded(id, how);
            ended.discard();
            world.network().ended(ended);
        }
    }

    /** Lets the process die at the {@code nth} time, from 1, that it passes this point. */
    void crashAt(CrashPoint point, int nth) {
        crashPoint = point;
        crashCountdown = nth;
    }

    /** Passes a point at which the process may die. Answers whether it did. */
    boolean crashesAt(CrashPoint point) {
        if (point != crashPoint || --crashCountdown > 0) {
            return false;
        }
        end(point.how());
        return true;
    }
}
