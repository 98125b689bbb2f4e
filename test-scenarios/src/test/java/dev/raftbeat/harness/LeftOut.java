package dev.raftbeat.harness;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.ForwardingWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A simulated cluster to which some of the lines are not done; it remembers when each was. */
final class LeftOut implements ForwardingWorld {
    private final SimWorld world;
    private final List<Integer> leftOut;
    /** The lines, counted from 1, by the time at which they were done. */
    final SortedMap<Long, List<Integer>> lines = new TreeMap<>();

    private int line;

    /** @param leftOut which lines are not done, counted from 1 */
    LeftOut(WorldSpec spec, List<Integer> leftOut) {
        world = new SimWorld(SimOptions.of(spec));
        this.leftOut = leftOut;
    }

    @Override
    public Outcome apply(Fault text) {
        line++;
        if (leftOut.contains(line)) {
            return new Outcome(true, "left out");
        }
        lines.computeIfAbsent(nowNanos(), ignored -> new ArrayList<>()).add(line);
        return world.apply(text);
    }

    @Override
    public World world() {
        return world;
    }
}
