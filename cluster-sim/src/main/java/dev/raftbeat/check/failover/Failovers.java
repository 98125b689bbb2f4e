package dev.raftbeat.check.failover;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/**
 * Finds every change of leader, how long it took and whether it had to be. Facts of different nodes may come in any
 * order, up to some seconds apart. Not for use by two threads.
 */
public final class Failovers {
    private final LeaderHistory history = new LeaderHistory();

    public void hear(StampedFact fact) {
        history.hear(fact);
    }

    /** The changes of leader, oldest first; the last {@value LeaderSweep#KEPT} of them. The first leader is no change. */
    public List<Failover> all() {
        return List.copyOf(history.sweep().failovers);
    }

    public Optional<Failover> last() {
        List<Failover> all = history.sweep().failovers;
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All of them counted by judgement, those too that {@link #all} no longer holds. */
    public FailoverTally tally() {
        LeaderSweep sweep = history.sweep();
        FailoverTally tally = sweep.forgotten.failovers();
        for (Failover failover : sweep.failovers) {
            tally = tally.plus(failover.judgement());
        }
        return tally;
    }
}
