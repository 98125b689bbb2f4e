package dev.raftbeat.harness;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.function.BooleanSupplier;

/** The contract of the fault language, held by five simulated nodes, in virtual time. */
@BesideAnother
class SimFaultContractTest extends FaultContract {
    /** Not a whole number of milliseconds: a line then takes effect between facts, and not at the very time of one. */
    private static final long SLICE_NANOS = 3_000_017;

    private TimeTravel time;

    @Override
    WorldKind kind() {
        return WorldKind.SIM;
    }

    @Override
    World begin(WorldSpec spec) {
        SimWorld world = new SimWorld(SimOptions.of(spec));
        time = world;
        return world;
    }

    @Override
    boolean goOn(Heard heard, BooleanSupplier wish, long patienceNanos) {
        long end = time.position().nanos() + patienceNanos;
        while (!wish.getAsBoolean()) {
            if (time.position().nanos() >= end) {
                return false;
            }
            time.jump(time.position().nanos() + SLICE_NANOS);
        }
        return true;
    }
}
