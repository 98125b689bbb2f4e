package dev.raftbeat.check;

/**
 * A sentence about what must come about in time, or last. Absence needs an end: verdicts are of the run up to the last
 * {@link #endOfRun}, and {@link Verdict#UNKNOWN} before the first.
 *
 * <p>Unlike the other invariants these compare the clocks of different nodes, which are one clock where all run on one
 * host. Where a node's wall clock gives away that they do not, all answer unknown.
 */
public interface LivenessProperty extends Invariant {
    /**
     * Judges the run up to now; may be called again later in the same run, and then judges all of it anew.
     *
     * @param nowNanos the host's monotonic clock, no earlier than the newest fact's
     */
    void endOfRun(long nowNanos);
}
