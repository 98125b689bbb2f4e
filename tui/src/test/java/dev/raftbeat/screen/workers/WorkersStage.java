package dev.raftbeat.screen.workers;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.HeartbeatSchedule;
import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** A monitor that really thinks, in virtual time, and the screen of it. */
abstract class WorkersStage {
    static final long SECOND = 1_000_000_000L;
    static final long TICK = SECOND / 5;

    final HeartbeatMonitor monitor =
            new HeartbeatMonitor(MonitorRules.of(Detectors.parse("phi 8"), 5 * SECOND, SECOND), 0);
    final WorkersModel model = new WorkersModel();
    long now;
    long sequence;
    List<String> faults = List.of();

    void beat(String name, WorkerCondition condition) {
        Map<String, String> metadata = new TreeMap<>(Map.of("version", "\"1.4\"", "shards", "[\"a\"]"));
        monitor.beat(
                new WorkerHeartbeat(
                        name, now / 1e9, 2, sequence++, HeartbeatSchedule.UNTOLD, condition, new TreeMap<>(metadata)),
                "127.0.0.1",
                now);
    }

    MonitorReport report() {
        return new MonitorReport(
                "127.0.0.1:8000",
                1e9,
                now,
                "phi 8",
                5 * SECOND,
                0,
                monitor.members(now),
                List.of(new MonitorReport.PeerView("http://127.0.0.1:8001", "")),
                monitor.changes(),
                monitor.holding(now),
                faults,
                0);
    }

    void pass(double seconds, String... beating) {
        for (long end = now + (long) (seconds * SECOND); now < end; ) {
            now += TICK;
            monitor.wake(now);
            if (now % SECOND == 0) {
                for (String name : beating) {
                    beat(name, WorkerCondition.WELL);
                }
            }
            model.hear(report(), now);
        }
    }

    @BeforeEach
    void aMinuteInWhichOneDiesAndOneIsAboutTo() {
        pass(20, "w1", "w2", "w3");
        beat("w4", new WorkerCondition(Load.UNTOLD, true, true));
        pass(4, "w1", "w2");
        pass(3, "w1");
        beat("w4", new WorkerCondition(Load.UNTOLD, true, true));
        model.hear(report(), now);
    }

    String text(int width, int height) {
        return WorkersPicture.of(model, width, height, now).text();
    }

    String line(int width, String name) {
        return text(width, 24)
                .lines()
                .filter(row -> row.startsWith("  " + name) || row.startsWith("▸ " + name))
                .findFirst()
                .orElseThrow();
    }

    List<Request> press(char key) {
        return WorkersKeys.key(model, Key.of(key));
    }
}
