package dev.raftbeat.world;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/** A world that does what another does, but for what it says itself. */
public interface ForwardingWorld extends World {
    World world();

    @Override
    default String title() {
        return world().title();
    }

    @Override
    default List<NodeId> members() {
        return world().members();
    }

    @Override
    default Abilities abilities() {
        return world().abilities();
    }

    @Override
    default long nowNanos() {
        return world().nowNanos();
    }

    @Override
    default void observe(FactSink sink) {
        world().observe(sink);
    }

    @Override
    default Outcome apply(Fault fault) {
        return world().apply(fault);
    }

    @Override
    default long toldNanos() {
        return world().toldNanos();
    }

    @Override
    default boolean isOver() {
        return world().isOver();
    }

    @Override
    default Optional<TimeTravel> timeTravel() {
        return world().timeTravel();
    }

    @Override
    default void close() {
        world().close();
    }
}
