package dev.raftbeat.screen.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Update;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the screen of a monitor. */
class WorkersKeysTest extends WorkersStage {
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
    void aClickSelectsTheWorkerThatIsDrawnThereAndTheWheelMoves() {
        int row = text(80, 24)
                .lines()
                .map(line -> line.startsWith("  w3 "))
                .toList()
                .indexOf(true);
        WorkersKeys.mouse(model, new Mouse(Mouse.Kind.CLICK, 4, row));
        assertThat(line(80, "w3")).startsWith("▸");
        WorkersKeys.mouse(model, new Mouse(Mouse.Kind.WHEEL_UP, 4, row));
        assertThat(line(80, "w2")).startsWith("▸");
        WorkersKeys.key(model, Key.of('?'));
        text(80, 24);
        WorkersKeys.mouse(model, new Mouse(Mouse.Kind.CLICK, 4, row));
        assertThat(text(80, 24)).as("a click closes help").contains("Workers");
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
        assertThat(text(100, 24)).contains("pasted text goes to a line only");
        WorkersKeys.key(model, Key.of(':'));
        WorkersKeys.paste(model, "cut\nw1\n");
        assertThat(WorkersKeys.key(model, Key.of(Key.Code.ENTER))).containsExactly(new Request.Apply("cut w1"));
        WorkersKeys.key(model, Key.of('/'));
        WorkersKeys.paste(model, "dead");
        assertThat(model.filter).isEqualTo("dead");
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'l', 's', 'z', 'H', ':'})
    void aScreenThatOnlyLooksBreaksNothingAndSaysSo(char key) {
        model.readOnly = true;
        assertThat(press(key)).isEmpty();
        assertThat(text(80, 24)).contains(Update.READ_ONLY);
        assertThat(press('q')).containsExactly(new Request.Quit(false));
    }
}
