package dev.raftbeat.sim;

import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldProvider;
import dev.raftbeat.world.WorldSpec;

/** Simulated clusters, found under the word {@code sim}; they play at the speed of real time. */
public final class SimWorldProvider implements WorldProvider {
    @Override
    public String word() {
        return "sim";
    }

    @Override
    public World launch(WorldSpec spec) {
        SimWorld world = new SimWorld(SimOptions.of(spec));
        world.resume();
        return world;
    }
}
