package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import java.util.function.BooleanSupplier;

/** A world whose time stands still but for what a scenario asks for. */
final class VirtualEngine implements Engine {
    /** How finely a condition is looked for. */
    private static final long LOOK_NANOS = 1_000_000;

    private final World world;
    private final TimeTravel time;

    VirtualEngine(World world, FactSink sink) {
        this.world = world;
        time = world.timeTravel().orElseThrow();
        time.pause();
        time.jump(Moment.START);
        world.observe(sink);
    }

    @Override
    public long nowNanos() {
        return time.position().nanos();
    }

    @Override
    public void runFor(long nanos) {
        time.jump(nowNanos() + nanos);
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, long nanosMax) {
        long end = nowNanos() + nanosMax;
        while (!condition.getAsBoolean()) {
            if (nowNanos() >= end) {
                return false;
            }
            time.jump(Math.min(end, nowNanos() + LOOK_NANOS));
        }
        return true;
    }

    @Override
    public World.Outcome apply(Fault fault) {
        return world.apply(fault);
    }

    @Override
    public void settle(BooleanSupplier complete) {
        // What has happened in virtual time has been told.
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void close() {
        world.close();
    }
}
