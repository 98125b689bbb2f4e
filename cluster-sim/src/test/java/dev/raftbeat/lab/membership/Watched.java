package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.Detectors;
import java.util.List;
import java.util.OptionalLong;

/** A monitor in virtual time, looked after every millisecond of it. */
public final class Watched {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = 1_000_000L;

    public final HeartbeatMonitor monitor;
    private long now = 77 * SECOND;

    Watched(String detector, long timeoutNanos) {
        this(detector, timeoutNanos, MonitorRules.Bounds.USUAL);
    }

    Watched(String detector, long timeoutNanos, MonitorRules.Bounds bounds) {
        this(new MonitorRules(
                Detectors.parse(detector),
                timeoutNanos,
                SECOND,
                MonitorRules.OVERLOAD,
                bounds,
                ProbeRules.KUBERNETES,
                0));
    }

    Watched(MonitorRules rules) {
        monitor = new HeartbeatMonitor(rules, now);
    }

    public long now() {
        return now;
    }

    void until(long nanos) {
        while (now < nanos) {
            now += STEP;
            monitor.wake(now);
        }
    }

    public void pass(long nanos) {
        until(now + nanos);
    }

    /** Time passes without anybody looking. */
    void standStill(long nanos) {
        now += nanos;
        monitor.wake(now);
    }

    public HeartbeatOutcome receive(WorkerHeartbeat beat) {
        return monitor.beat(beat, "127.0.0.1", now);
    }

    HeartbeatOutcome beat(String name, long generation, long sequence) {
        return receive(WorkerHeartbeat.plain(name, now / 1e9).of(generation, sequence));
    }

    /** So many heartbeats, a second apart, the last of them now. */
    void beats(String name, long generation, int count) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                pass(SECOND);
            }
            beat(name, generation, i);
        }
    }

    /** The monitor has been started again, and knew of this heartbeat, so old, and of the worker's state. */
    boolean recall(WorkerHeartbeat beat, WorkerState state, long ageNanos) {
        Watched before = new Watched("missed 3", 2 * SECOND);
        before.receive(beat);
        WorkerView seen = before.view(beat.nodeId());
        WorkerView kept = new WorkerView(
                state,
                SECOND,
                OptionalLong.of(ageNanos),
                seen.suspicion(),
                seen.deadAfterNanos(),
                seen.notReady(),
                seen.beats(),
                4,
                seen.heardBy(),
                seen.probes(),
                beat);
        return monitor.recall(kept, 0, now);
    }

    public WorkerView view(String name) {
        return monitor.members(now).stream()
                .filter(member -> member.nodeId().equals(name))
                .findFirst()
                .orElseThrow();
    }

    WorkerState state(String name) {
        return view(name).state();
    }

    public List<String> sentences() {
        return monitor.changes().stream().map(StateChange::sentence).toList();
    }

    String lastSentence() {
        List<String> all = sentences();
        return all.get(all.size() - 1);
    }
}
