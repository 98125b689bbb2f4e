package dev.raftbeat.screen.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.HeartbeatSchedule;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.TextFlaws;
import dev.raftbeat.screen.canvas.Canvas;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen of a monitor that really thinks, as a grid of cells. */
class WorkersPictureTest extends WorkersStage {
    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "200, 50"})
    void allOfItIsThereAtEachSize(int width, int height) {
        assertThat(text(width, height))
                .contains("RAFTBEAT  127.0.0.1:8000", "1 alive", "1 suspected", "1 dead", "1 rejoined")
                .contains("Workers", "Changes, newest first", "suspicion, the last minute")
                .contains("w3 is dead after 5 s of silence", "w4 lives but is not ready: draining")
                .contains("http://127.0.0.1:8001 shares", "generation 2", "? help", "q quit");
    }

    @Test
    void theBarOfTheLivingIsShortAndThatOfTheDeadCrossesTheWall() {
        assertThat(monitor.members(now)).extracting(member -> member.state()).contains(WorkerState.SUSPECTED);
        assertThat(line(80, "w1")).contains("♥ alive").contains("│").doesNotContain("█");
        assertThat(line(80, "w2")).contains("◆ suspected").matches(".*█+░*│░.*");
        assertThat(line(80, "w3")).contains("✗ dead").matches(".*█│█.*").contains("dead");
        assertThat(line(80, "w4")).contains("draining");
    }

    @Test
    void phiClimbsInTheChartOfTheSelected() {
        WorkersKeys.key(model, Key.of('1'));
        assertThat(text(80, 24)).contains("━ Workers").contains("▸ w1");
        long calm = text(80, 24).chars().filter(glyph -> glyph == '█').count();
        WorkersKeys.key(model, Key.of('3'));
        long climbing = text(80, 24).chars().filter(glyph -> glyph == '█').count();
        assertThat(climbing).isGreaterThan(calm);
        assertThat(text(80, 24)).contains("▸ w3");
    }

    @Test
    void whatAWorkerCarriesIsBrokenAtBlanksAndEndsInASignWhereItIsCut() {
        Map<String, String> metadata = new TreeMap<>();
        for (int i = 1; i < 40; i++) {
            metadata.put("shard-" + i, "\"in-service\"");
        }
        monitor.beat(
                new WorkerHeartbeat(
                        "w1", now / 1e9, 3, 1, HeartbeatSchedule.UNTOLD, WorkerCondition.WELL, new TreeMap<>(metadata)),
                "127.0.0.1",
                now);
        model.hear(report(), now);
        WorkersKeys.key(model, Key.of('1'));
        String picture = text(80, 24);
        assertThat(picture).contains("generation 3, 28 beats, 0 flaps");
        assertThat(picture.lines().map(row -> row.length() < 40 ? row : row.substring(0, 40)))
                .filteredOn(row -> row.contains("shard-"))
                .isNotEmpty()
                .allMatch(row -> row.strip().matches("(heard 127.0.0.1:8000|heard here)?.*(in-service|shard-\\d+)|.*…"))
                .last()
                .asString()
                .contains("…");
    }

    @Test
    void betweenTwoReportsAgesGoOn() {
        assertThat(line(80, "w4")).contains(" 0.0s");
        now += SECOND;
        assertThat(line(80, "w4")).contains(" 1.0s");
        WorkersKeys.key(model, Key.of(' '));
        assertThat(text(80, 24)).contains("HELD 1.0s");
        assertThat(line(80, "w4")).as("a held picture stands still").contains(" 0.0s");
        now += SECOND;
        model.hear(report(), now);
        assertThat(text(80, 24)).contains("HELD 2.0s");
    }

    @Test
    void aMonitorThatDoesNotAnswerIsToldOfAndNothingIsInvented() {
        model.miss("no monitor answers at http://127.0.0.1:8000");
        now += 3 * SECOND;
        assertThat(text(80, 24)).contains("✗ no monitor answers").contains("this is 3.0s old");
        assertThat(line(80, "w4")).contains(" 0.0s");
    }

    @Test
    void anotherLifeOfTheMonitorIsNoReasonToFallSilent() {
        HeartbeatMonitor fresh = new HeartbeatMonitor(MonitorRules.of(Detectors.parse("phi 8"), 5 * SECOND, SECOND), 0);
        fresh.beat(WorkerHeartbeat.plain("late", 1), "127.0.0.1", 1);
        model.hear(
                new MonitorReport(
                        "m",
                        1e9,
                        1,
                        "phi 8",
                        5 * SECOND,
                        0,
                        fresh.members(1),
                        List.of(),
                        fresh.changes(),
                        "",
                        List.of(),
                        0),
                now);
        assertThat(text(80, 24)).contains("late is new");
    }

    @Test
    void anotherMonitorGoesOnWhereTheOneBeforeFellSilent() {
        HeartbeatMonitor other = new HeartbeatMonitor(MonitorRules.of(Detectors.parse("phi 8"), 5 * SECOND, SECOND), 0);
        other.beat(WorkerHeartbeat.plain("old", 1), "127.0.0.1", SECOND);
        other.beat(WorkerHeartbeat.plain("missed", 1), "127.0.0.1", 6 * SECOND);
        now += 4 * SECOND;
        model.hear(
                new MonitorReport(
                        "127.0.0.1:8001",
                        1e9,
                        9 * SECOND,
                        "phi 8",
                        5 * SECOND,
                        0,
                        other.members(9 * SECOND),
                        List.of(),
                        other.changes(),
                        "",
                        List.of(),
                        0),
                now);
        model.alone = WorkersModel.Alone.CHANGES;
        assertThat(text(100, 40))
                .contains("127.0.0.1:8000 does not answer; what follows comes from 127.0.0.1:8001")
                .contains("missed is new")
                .contains("w3 is dead after 5 s of silence")
                .doesNotContain("old is new");
    }

    @Test
    void everySizeAndHostileTextAreDrawn() {
        beat("\u001b[2J \u4e2d\u6587 e\u0301", WorkerCondition.WELL);
        model.hear(report(), now);
        for (char key : "?\u001bvv/".toCharArray()) {
            for (int width = 1; width <= 130; width += 7) {
                for (int height = 1; height <= 52; height += 3) {
                    Canvas canvas = WorkersPicture.of(model, width, height, now);
                    assertThat(canvas.width()).isEqualTo(width);
                    assertThat(canvas.text()).doesNotContain("\u001b");
                }
            }
            WorkersKeys.key(model, key == '\u001b' ? Key.of(Key.Code.ESC) : Key.of(key));
        }
        assertThat(WorkersPicture.of(new WorkersModel(), 80, 24, 0).text())
                .contains("waiting for the monitor to answer", "no worker has been heard yet");
    }

    @Test
    void manyWorkersScroll() {
        for (int i = 0; i < 900; i++) {
            beat("x" + i, WorkerCondition.WELL);
        }
        model.hear(report(), now);
        WorkersKeys.key(model, Key.of(Key.Code.END));
        assertThat(text(80, 24)).contains("904 of 904").contains("▸ x99");
        WorkersKeys.key(model, Key.of(Key.Code.HOME));
        assertThat(text(80, 24)).contains("▸ w1");
    }

    @ParameterizedTest
    @CsvSource({"40,10", "60,20", "80,24", "120,36", "200,50"})
    void noTextIsCutWithoutASignAndNoColumnsTouch(int width, int height) {
        monitor.beat(
                new WorkerHeartbeat(
                        "a-worker-with-a-very-long-name-indeed",
                        now / 1e9,
                        123_456_789,
                        1,
                        HeartbeatSchedule.UNTOLD,
                        WorkerCondition.WELL,
                        new TreeMap<>()),
                "127.0.0.1",
                now);
        pass(1);
        for (String keys : List.of("", "o", "v", "vv", "?", ":cut w1", "/w", " ")) {
            for (char letter : keys.toCharArray()) {
                WorkersKeys.key(model, Key.of(letter));
            }
            assertThat(TextFlaws.of(WorkersPicture.of(model, width, height, now)))
                    .as(keys)
                    .isEmpty();
            WorkersKeys.key(model, Key.of(Key.Code.ESC));
            WorkersKeys.key(model, Key.of(Key.Code.ESC));
        }
    }
}
