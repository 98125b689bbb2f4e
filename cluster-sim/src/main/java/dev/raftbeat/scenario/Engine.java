package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.world.World;
import java.util.function.BooleanSupplier;

/**
 * A cluster that a scenario is played on, in virtual time or in real time. Facts reach the sink that it was made with
 * only within these calls, on the thread that makes them.
 */
public interface Engine extends AutoCloseable {
    /** The time up to which every fact has been told, on the clock that facts are stamped by. */
    long nowNanos();

    /** Lets this much time pass. */
    void runFor(long nanos);

    /**
     * Lets time pass until the condition holds.
     *
     * @return false when it did not within this much time, which has then passed
     */
    boolean runUntil(BooleanSupplier condition, long nanosMax);

    /** Applies one line of the fault language, and answers when it has taken effect and been told. */
    World.Outcome apply(Fault fault);

    /**
     * Lets everything that has happened be told.
     *
     * @param complete whether nothing is known to be missing, which is waited for a little longer: a busy machine tells
     *     late, and a process that was killed never
     */
    void settle(BooleanSupplier complete);

    /** Lets everything that has happened be told, and waits for nothing that is late. */
    default void settle() {
        settle(() -> true);
    }

    /** Whether the same seed gives the same facts. */
    boolean repeatable();

    @Override
    void close();

    /** The engine that suits a world: in virtual time where it has control over its time. */
    static Engine of(World world, FactSink sink) {
        return world.timeTravel().isPresent() ? new VirtualEngine(world, sink) : new LiveEngine(world, sink);
    }
}
