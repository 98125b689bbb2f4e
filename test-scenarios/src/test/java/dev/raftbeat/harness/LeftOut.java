package dev.raftbeat.harness;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A simulated cluster to which some of the lines are not done; it remembers when each was. */
final class LeftOut implements World {
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
        lines.computeIfAbsent(world.nowNanos(), ignored -> new ArrayList<>()).add(line);
        return world.apply(text);
    }

    @Override
    public String title() {
        return world.title();
    }

    @Override
    public List<NodeId> members() {
        return world.members();
    }

    @Override
    public Abilities abilities() {
        return world.abilities();
    }

    @Override
    public long nowNanos() {
        return world.nowNanos();
    }

    @Override
    public void observe(FactSink sink) {
        world.observe(sink);
    }

    @Override
    public Optional<TimeTravel> timeTravel() {
        return world.timeTravel();
    }

    @Override
    public void close() {
        world.close();
    }
}
