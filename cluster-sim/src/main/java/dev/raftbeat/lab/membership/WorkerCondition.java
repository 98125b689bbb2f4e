package dev.raftbeat.lab.membership;

import java.util.Optional;

/**
 * Whether a worker that lives can take work, as far as it tells.
 *
 * @param draining whether it finishes what it has and wants nothing new
 * @param ready what it says of itself; true when it says nothing
 * @param leaving whether this is its goodbye, after which nothing more is to be expected of it
 */
public record WorkerCondition(Load load, boolean draining, boolean ready, boolean leaving) {
    public static final WorkerCondition WELL = new WorkerCondition(Load.UNTOLD, false, true);

    /** Of one that stays. */
    public WorkerCondition(Load load, boolean draining, boolean ready) {
        this(load, draining, ready, false);
    }

    /**
     * Why no work should be sent there, if so.
     *
     * @param overload the share of processors or memory from which a worker is overloaded
     */
    public Optional<String> reasonNotReady(double overload) {
        if (draining) {
            return Optional.of("draining");
        }
        if (load.reaches(overload)) {
            return Optional.of("overloaded");
        }
        return ready ? Optional.empty() : Optional.of("says so itself");
    }
}
