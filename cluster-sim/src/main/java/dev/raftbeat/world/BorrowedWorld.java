package dev.raftbeat.world;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/** Somebody else's world: all is passed on to it, but to close this leaves it as it is. */
public class BorrowedWorld implements World {
    /** The world that does it all. */
    protected final World owned;

    public BorrowedWorld(World owned) {
        this.owned = owned;
    }

    @Override
    public String title() {
        return owned.title();
    }

    @Override
    public List<NodeId> members() {
        return owned.members();
    }

    @Override
    public Abilities abilities() {
        return owned.abilities();
    }

    @Override
    public long nowNanos() {
        return owned.nowNanos();
    }

    @Override
    public void observe(FactSink sink) {
        owned.observe(sink);
    }

    @Override
    public Outcome apply(Fault fault) {
        return owned.apply(fault);
    }

    @Override
    public Optional<TimeTravel> timeTravel() {
        return owned.timeTravel();
    }

    @Override
    public void close() {
        // It is not ours.
    }
}
