package dev.raftbeat.detect;

import java.util.List;

/** A monitor in virtual time, looked after every millisecond of it. */
final class Watched {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = 1_000_000L;

    final HeartbeatMonitor monitor;
    private long now = 77 * SECOND;

    Watched(String detector, long timeoutNanos) {
        this(detector, timeoutNanos, MonitorRules.Bounds.USUAL);
    }

    Watched(String detector, long timeoutNanos, MonitorRules.Bounds bounds) {
        this(new MonitorRules(
                Detectors.parse(detector), timeoutNanos, SECOND, MonitorRules.OVERLOAD, bounds, ProbeRules.KUBERNETES));
    }

    Watched(MonitorRules rules) {
        monitor = new HeartbeatMonitor(rules, now);
    }

    long now() {
        return now;
    }

    void until(long nanos) {
        while (now < nanos) {
            now += STEP;
            monitor.wake(now);
        }
    }

    void pass(long nanos) {
        until(now + nanos);
    }

    /** Time passes without anybody looking. */
    void standStill(long nanos) {
        now += nanos;
        monitor.wake(now);
    }

    Reception receive(Beat beat) {
        return monitor.beat(beat, "127.0.0.1", now);
    }

    Reception beat(String name, long generation, long sequence) {
        return receive(Beat.plain(name, now / 1e9).of(generation, sequence));
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

    MemberView view(String name) {
        return monitor.members(now).stream()
                .filter(member -> member.nodeId().equals(name))
                .findFirst()
                .orElseThrow();
    }

    MemberState state(String name) {
        return view(name).state();
    }

    List<String> sentences() {
        return monitor.changes().stream().map(StateChange::sentence).toList();
    }

    String lastSentence() {
        List<String> all = sentences();
        return all.get(all.size() - 1);
    }
}
