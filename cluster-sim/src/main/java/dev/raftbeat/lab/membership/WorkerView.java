package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.Suspicion;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a monitor knows of one worker at one moment.
 *
 * @param inStateNanos for how long it has been in this state
 * @param ageNanos since its last heartbeat, heard here or elsewhere; empty when none is known of
 * @param deadAfterNanos the silence at which it is dead, stretched with the pace that it told
 * @param notReady why no work should be sent there; empty when it is ready
 * @param beats how many of its heartbeats came in since the monitor started
 * @param flaps how often it came back after it had been suspected or dead, before the monitor's restart too
 * @param heardBy where the newest heartbeat arrived: {@code here}, {@code before the restart}, or the other monitor
 * @param probes what it answered when it was asked; empty when it is not asked
 * @param last the newest heartbeat
 */
public record WorkerView(
        WorkerState state,
        long inStateNanos,
        OptionalLong ageNanos,
        Suspicion suspicion,
        long deadAfterNanos,
        Optional<String> notReady,
        long beats,
        long flaps,
        String heardBy,
        Optional<Probes> probes,
        WorkerHeartbeat last) {
    /**
     * The outcomes of two probes.
     *
     * @param live whether {@code /livez} passes
     * @param ready whether {@code /readyz} passes
     * @param answers how many there were to {@code /livez}, failures included
     * @param inRow how many of those last ones were alike
     */
    public record Probes(boolean live, boolean ready, long answers, int inRow) {}

    public String nodeId() {
        return last.nodeId();
    }

    /** The same, last heard so long ago. */
    public WorkerView withAge(long nanos) {
        return new WorkerView(
                state,
                inStateNanos,
                OptionalLong.of(nanos),
                suspicion,
                deadAfterNanos,
                notReady,
                beats,
                flaps,
                heardBy,
                probes,
                last);
    }
}
