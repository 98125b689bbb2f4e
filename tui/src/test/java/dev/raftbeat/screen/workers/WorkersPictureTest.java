package dev.raftbeat.screen.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.HeartbeatSchedule;
import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.canvas.Canvas;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The screen of a monitor that really thinks, in virtual time, as a grid of cells. */
class WorkersPictureTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / 5;

    private final HeartbeatMonitor monitor =
            new HeartbeatMonitor(MonitorRules.of(Detectors.parse("phi 8"), 5 * SECOND, SECOND), 0);
    private final WorkersModel model = new WorkersModel();
    private long now;
    private long sequence;
    private List<String> faults = List.of();

    private void beat(String name, WorkerCondition condition) {
        Map<String, String> metadata = new TreeMap<>(Map.of("version", "\"1.4\"", "shards", "[\"a\"]"));
        monitor.beat(
                new WorkerHeartbeat(
                        name, now / 1e9, 2, sequence++, HeartbeatSchedule.UNTOLD, condition, new TreeMap<>(metadata)),
                "127.0.0.1",
                now);
    }

    private MonitorReport report() {
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

    private void pass(double seconds, String... beating) {
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

    private String text(int width, int height) {
        return WorkersPicture.of(model, width, height, now).text();
    }

    private String line(int width, String name) {
        return text(width, 24)
                .lines()
                .filter(row -> row.startsWith("  " + name) || row.startsWith("▸ " + name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "200, 50"})
    void allOfItIsThereAtEachSize(int width, int height) {
        assertThat(text(width, height))
                .contains("RAFTBEAT  127.0.0.1:8000", "1 alive", "1 suspected", "1 dead", "1 rejoined")
                .contains("Workers", "Changes, newest first", "suspicion, the last minute")
                .contains("w3 is dead after 5.00 s of silence", "w4 lives but is not ready: draining")
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
    void theFilterLeavesWhatItNames() {
        WorkersKeys.key(model, Key.of('/'));
        "dead".chars().forEach(letter -> WorkersKeys.key(model, Key.of((char) letter)));
        WorkersKeys.key(model, Key.of(Key.Code.ENTER));
        assertThat(text(80, 24)).contains("w3").doesNotContain("♥ alive").doesNotContain("w1 is new");
        WorkersKeys.key(model, Key.of(Key.Code.ESC));
        assertThat(text(80, 24)).contains("♥ alive");
    }

    @Test
    void keysMoveShowOnePartHelpAndLeave() {
        WorkersKeys.key(model, Key.of(Key.Code.END));
        assertThat(line(80, "w4")).startsWith("▸");
        WorkersKeys.key(model, Key.of('v'));
        assertThat(text(80, 24)).contains("Workers").doesNotContain("Changes");
        WorkersKeys.key(model, Key.of('v'));
        assertThat(text(80, 24)).contains("Changes").doesNotContain("Workers");
        WorkersKeys.key(model, Key.of('?'));
        assertThat(text(80, 24)).contains("Leave; the monitor goes on");
        WorkersKeys.key(model, Key.of(Key.Code.ESC));
        WorkersKeys.key(model, Key.of('k'));
        assertThat(text(80, 24)).contains("k acts on Raft nodes; it does nothing to workers");
        assertThat(WorkersKeys.key(model, Key.of('q'))).containsExactly(new Request.Quit(false));
        assertThat(WorkersKeys.key(model, Key.ctrl('c'))).containsExactly(new Request.Quit(true));
    }

    @Test
    void controlCClearsWhatIsTypedBeforeItLeaves() {
        press(':');
        press('c');
        assertThat(WorkersKeys.key(model, Key.ctrl('c'))).isEmpty();
        assertThat(model.commandLine.text()).isEmpty();
        assertThat(model.commanding).isTrue();
        assertThat(WorkersKeys.key(model, Key.ctrl('c'))).isEmpty();
        assertThat(model.commanding).isFalse();
        press('/');
        press('w');
        assertThat(WorkersKeys.key(model, Key.ctrl('c'))).isEmpty();
        assertThat(model.filter).isEmpty();
        assertThat(WorkersKeys.key(model, Key.ctrl('c'))).containsExactly(new Request.Quit(true));
    }

    private List<Request> press(char key) {
        return WorkersKeys.key(model, Key.of(key));
    }

    @Test
    void keysBreakTheSelectedWorkerAndMendItAgain() {
        press('2');
        assertThat(press('x')).containsExactly(new Request.Apply("cut w2"));
        assertThat(press('l')).containsExactly(new Request.Apply("lose 30% w2"));
        assertThat(press('s')).containsExactly(new Request.Apply("slow w2 2500ms"));
        assertThat(press('z')).containsExactly(new Request.Apply("pause w2"));
        faults = List.of("cut w2", "lose 30% w2", "pause w2", "slow w2 2500ms");
        model.hear(report(), now);
        assertThat(text(130, 24))
                .contains("cut w2", "slow w2 2500ms", "broken on purpose: cut, lose 30%, pause, slow 2500ms");
        assertThat(press('x')).containsExactly(new Request.Apply("join w2"));
        assertThat(press('l')).containsExactly(new Request.Apply("lose 0% w2"));
        assertThat(press('s')).containsExactly(new Request.Apply("slow w2 0ms"));
        assertThat(press('z')).containsExactly(new Request.Apply("resume w2"));
        assertThat(press('H')).containsExactly(new Request.Apply("heal"));
        press('1');
        assertThat(press('x')).as("another is not broken").containsExactly(new Request.Apply("cut w1"));
    }

    /** Any name that a heartbeat may have can be meant by a line, and by a key. */
    @ParameterizedTest
    @ValueSource(
            strings = {"node 1, the first", "all", "All", "say \"hi\"", "a;b", "#1", "back\\slash", "w1 w2", "+5%"})
    void keysMeanWorkersOfAnyName(String name) throws Exception {
        beat(name, WorkerCondition.WELL);
        model.hear(report(), now);
        while (!model.chosen().orElseThrow().nodeId().equals(name)) {
            WorkersKeys.key(model, Key.of(Key.Code.DOWN));
        }
        for (char key : "xlsz".toCharArray()) {
            faults = List.of();
            model.hear(report(), now);
            String line = ((Request.Apply) press(key).get(0)).line();
            assertThat(WorkerLine.parseAll(line))
                    .singleElement()
                    .satisfies(read -> assertThat(read.workers()).containsExactly(name));
            faults = List.of(line, "cut other");
            model.hear(report(), now);
            String undo = ((Request.Apply) press(key).get(0)).line();
            assertThat(undo).isNotEqualTo(line);
            assertThat(WorkerLine.parseAll(undo).get(0).workers()).containsExactly(name);
        }
    }

    @Test
    void aLineIsTypedAndGivenUp() {
        press(':');
        "slow w1 1s".chars().forEach(letter -> press((char) letter));
        assertThat(text(100, 24)).contains(":slow w1 1s");
        assertThat(WorkersKeys.key(model, Key.of(Key.Code.ENTER))).containsExactly(new Request.Apply("slow w1 1s"));
        press(':');
        press('q');
        assertThat(WorkersKeys.key(model, Key.of(Key.Code.ESC))).isEmpty();
        for (char opens : ":/".toCharArray()) {
            press(opens);
            press('q');
            assertThat(WorkersKeys.key(model, Key.ctrl('c')))
                    .as("it gives up the line")
                    .isEmpty();
            assertThat(text(100, 24)).doesNotContain(opens + "q");
            if (opens == ':') {
                assertThat(WorkersKeys.key(model, Key.ctrl('c')))
                        .as("an empty line is closed")
                        .isEmpty();
            }
        }
        press(':');
        assertThat(WorkersKeys.key(model, Key.of(Key.Code.ENTER))).isEmpty();
        assertThat(press('q')).containsExactly(new Request.Quit(false));
        model.say("w1 is no line");
        assertThat(text(100, 24)).contains("w1 is no line");
    }

    @Test
    void pastedTextGoesToTheLineThatIsBeingTypedOrNowhere() {
        WorkersKeys.paste(model, "xh?q");
        assertThat(text(100, 24)).contains("pasted text goes to a line that is being typed");
        WorkersKeys.key(model, Key.of(':'));
        WorkersKeys.paste(model, "cut\nw1\n");
        assertThat(WorkersKeys.key(model, Key.of(Key.Code.ENTER))).containsExactly(new Request.Apply("cut w1"));
        WorkersKeys.key(model, Key.of('/'));
        WorkersKeys.paste(model, "dead");
        assertThat(model.filter).isEqualTo("dead");
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
                .contains("127.0.0.1:8000 does not answer; from here on 127.0.0.1:8001 tells")
                .contains("missed is new")
                .contains("w3 is dead after 5.00 s of silence")
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
}
