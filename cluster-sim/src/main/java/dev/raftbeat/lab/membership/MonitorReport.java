package dev.raftbeat.lab.membership;

import java.util.List;

/**
 * All that a monitor tells at one moment.
 *
 * @param monitor its name: the address at which it listens
 * @param wallSeconds its clock, in seconds since 1970
 * @param upNanos how long it has been running
 * @param detector as it is typed, such as {@code phi 8}
 * @param timeoutNanos the silence after which a worker is dead
 * @param asleepNanos how long it stood still itself, altogether
 * @param peers the other monitors
 * @param changes the newest changes, oldest first; their times count from the monitor's start
 * @param holding why nobody is declared dead although silent for so long; empty when verdicts are given
 * @param faults the lines that break what workers send it
 * @param unread how many workers and changes of its answer could not be read; 0 where it was not read from an answer
 */
public record MonitorReport(
        String monitor,
        double wallSeconds,
        long upNanos,
        String detector,
        long timeoutNanos,
        long asleepNanos,
        List<WorkerView> members,
        List<PeerView> peers,
        List<StateChange> changes,
        String holding,
        List<String> faults,
        int unread) {
    public MonitorReport {
        members = List.copyOf(members);
        peers = List.copyOf(peers);
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
    }

    /** The same with these members. */
    public MonitorReport with(List<WorkerView> all) {
        return new MonitorReport(
                monitor,
                wallSeconds,
                upNanos,
                detector,
                timeoutNanos,
                asleepNanos,
                all,
                peers,
                changes,
                holding,
                faults,
                unread);
    }

    /** The number of the newest change that is older than so long; 0 when there is none. */
    public long newestChangeBefore(long nanosAgo) {
        return changes.stream()
                .filter(change -> upNanos - change.atNanos() > nanosAgo)
                .mapToLong(StateChange::number)
                .max()
                .orElse(0);
    }

    /**
     * Another monitor.
     *
     * @param trouble why its last answer did not come; empty when it did
     */
    public record PeerView(String url, String trouble) {}
}
