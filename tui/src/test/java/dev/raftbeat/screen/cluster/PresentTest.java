package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A screen before a room, and one that only looks. */
class PresentTest extends KeyStage {
    private String shown() {
        return ClusterScreen.of(model, 80, 24, history.now()).text();
    }

    @Test
    void whatBreaksSomethingAsksInOneLineAndOnlyYIsAYes() {
        model.present.on = true;
        for (Key no : List.of(Key.of('n'), Key.of('k'), Key.of(Code.ESC), Key.of(Code.ENTER), Key.of(' '))) {
            assertThat(press("k")).isEmpty();
            assertThat(shown()).contains("kill n1?  y does it, n does not");
            assertThat(press(no)).as("%s", no).isEmpty();
            assertThat(model.mode).isEqualTo(Mode.PICTURE);
        }
        press("k");
        assertThat(press("y")).isEqualTo(applied("kill n1"));
        press("x");
        assertThat(press("y")).isEqualTo(applied("cut n1 -> n2"));
        press(Key.of(Code.ENTER));
        assertThat(model.mode).as("Enter cuts the link").isEqualTo(Mode.ASK);
        press("n");
        press("p");
        assertThat(press("y")).isEqualTo(applied("set prevote off"));
        press("k");
        assertThat(press(Key.ctrl('c'))).containsExactly(new Request.Quit(true));
    }

    @Test
    void whatMendsDoesNotAskNorDoesWhatIsTyped() {
        model.present.on = true;
        assertThat(press("H")).isEqualTo(applied("heal"));
        assertThat(press("u")).as("a fault is ended").hasSize(1);
        press("3");
        assertThat(press("k")).as("n3 was killed").isEqualTo(applied("restart n3"));
        press(":kill n1");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("kill n1"));
        press("L");
        press("g");
        assertThat(model.mode).as("looking breaks nothing").isEqualTo(Mode.PICTURE);
        press("m");
        assertThat(model.mode).as("the menu only types").isEqualTo(Mode.MENU);
    }

    @Test
    void aKeyThatMeansSomethingElseByTheTimeOfTheAnswerAsksAgain() {
        model.present.on = true;
        press("k");
        model.present.question = "kill n2";
        assertThat(press("y")).isEmpty();
        assertThat(model.mode).isEqualTo(Mode.ASK);
        assertThat(shown()).contains("kill n1?");
        assertThat(press("y")).isEqualTo(applied("kill n1"));
    }

    @Test
    void aClickIsNoAnswer() {
        model.present.on = true;
        press("k");
        shown();
        assertThat(MouseClicks.mouse(model, new Mouse(Mouse.Kind.CLICK, 5, 5), history.now()))
                .isEmpty();
        assertThat(model.mode).isEqualTo(Mode.ASK);
    }

    @ParameterizedTest
    @EnumSource
    void aScreenThatOnlyLooksBreaksNothingAndSaysSo(Action action) {
        model.rights = Rights.LOOKS;
        for (ScreenPart part : ScreenPart.WITHOUT_TIME) {
            for (Key key : action.keys()) {
                model.mode = Mode.PICTURE;
                model.focus = part;
                assertThat(press(key)).as("%s in %s", action, part).noneMatch(Request.Apply.class::isInstance);
                if (action.breaks() && Action.of(key).equals(Optional.of(action))) {
                    assertThat(shown()).contains(Update.READ_ONLY);
                }
            }
        }
    }

    @Test
    void neitherDoItsLinesButPicturesAreKept() {
        model.rights = Rights.LOOKS;
        for (String line : List.of("kill n1", "heal", "open a.scenario", "set prevote off; heal")) {
            press(":" + line);
            assertThat(press(Key.of(Code.ENTER))).as(line).isEmpty();
            assertThat(shown()).contains(Update.READ_ONLY);
        }
        assertThat(shown()).doesNotContain("k kill", "H heal", "m menu");
        press(":shot");
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Shot(Optional.empty(), false));
        press(":shot! a b.svg");
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Shot(Optional.of("a b.svg"), true));
        press("q");
        assertThat(model.mode).as("it ends nothing, so nothing is asked").isEqualTo(Mode.PICTURE);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,36", "200,50", "60,13", "60,15", "40,10", "80,30", "132,43"})
    void noRowIsWastedBeforeARoom(int width, int height) {
        for (History all : List.of(Histories.eventful(), Histories.nine(), Histories.campaigning())) {
            Model room = all.model();
            room.present.on = true;
            List<String> rows = ClusterScreen.of(room, width, height, all.now())
                    .text()
                    .lines()
                    .toList();
            assertThat(rows).hasSize(height).noneMatch(String::isBlank);
            room.members.forEach(node -> assertThat(rows)
                    .as("%s at %s x %s", node, width, height)
                    .anyMatch(row -> row.matches("[ ▸]\\S " + node + " .*") || height < 15));
        }
    }

    @Test
    void theLargeLettersSayWhoLeadsAndTheTerm() {
        model.present.on = true;
        assertThat(ClusterScreen.of(model, 120, 36, history.now()).text())
                .contains("""
                 ████    ██  ██                  ██████  ██████  ██████  ██  ██          ██████
                 ██  ██  ██  ██                    ██    ██      ██  ██  ██████              ██
                 ██  ██  ██████                    ██    ████    ████    ██████          ██████
                 ██  ██      ██                    ██    ██      ██  ██  ██  ██          ██
                 ██  ██      ██                    ██    ██████  ██  ██  ██  ██          ██████
                """.indent(1).replaceAll("(?m)^  ", " "));
    }
}
