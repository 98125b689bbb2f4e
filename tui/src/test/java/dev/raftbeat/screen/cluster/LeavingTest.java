package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster ends with its screen only when that is meant. */
class LeavingTest extends KeyStage {
    private static final String ASKED = "press q or y to end the cluster and leave, any other key to stay";

    private String shown(int height) {
        return ClusterScreen.of(model, 80, height, history.now()).text();
    }

    @Test
    void controlCClearsTheLineThatIsBeingTypedThenClosesItAndOnlyThenLeaves() {
        press(":kill le");
        press(Key.of(Code.LEFT));
        assertThat(press(Key.ctrl('c'))).isEmpty();
        assertThat(model.mode).isEqualTo(Model.Mode.COMMAND);
        assertThat(model.line.text()).isEmpty();
        press("heal");
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Apply("heal"));
        press(":");
        assertThat(press(Key.ctrl('c'))).isEmpty();
        assertThat(model.mode).isEqualTo(Model.Mode.PICTURE);
        assertThat(press(Key.ctrl('c'))).containsExactly(new Request.Quit(true));
    }

    @Test
    void aLineThatWasRefusedIsClearedTooWithWhatWasSaidOfIt() {
        press(":cut n1 ->");
        press(Key.of(Code.ENTER));
        assertThat(shown(24)).contains("column 10");
        assertThat(press(Key.ctrl('c'))).isEmpty();
        assertThat(shown(24)).doesNotContain("column 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/votes", "/", "m", "mk"})
    void controlCClosesWhateverElseIsTypedInto(String keys) {
        press(keys);
        assertThat(model.mode).isNotEqualTo(Model.Mode.PICTURE);
        assertThat(press(Key.ctrl('c'))).isEmpty();
        assertThat(model.mode).isEqualTo(Model.Mode.PICTURE);
        assertThat(model.feed.filter).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {'q', 'y'})
    void whereTheClusterEndsWithTheScreenItIsAskedOnce(char yes) {
        model.rights = Rights.OWNS;
        assertThat(press("q")).isEmpty();
        assertThat(shown(24)).contains(ASKED);
        assertThat(shown(4)).contains(ASKED);
        assertThat(press(Key.of(yes))).containsExactly(new Request.Quit(false));
    }

    @Test
    void anyOtherKeyStaysAndDoesNothingElse() {
        model.rights = Rights.OWNS;
        for (Key key : List.of(Key.of('k'), Key.of('n'), Key.of(Code.ESC), Key.of(Code.ENTER), Key.of(':'))) {
            press("q");
            assertThat(press(key)).isEmpty();
            assertThat(model.mode).isEqualTo(Model.Mode.PICTURE);
            assertThat(shown(24)).doesNotContain(ASKED);
        }
    }

    @Test
    void controlCAndAClosedTerminalDoNotAsk() {
        model.rights = Rights.OWNS;
        press("q");
        assertThat(press(Key.ctrl('c'))).containsExactly(new Request.Quit(true));
        assertThat(press(Key.of(Code.GONE))).containsExactly(new Request.Quit(true));
    }

    @Test
    void whoTypesQuitMeansIt() {
        model.rights = Rights.OWNS;
        press(":q");
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Quit(false));
    }

    @Test
    void atTheEndItIsSaidWhatWasSeen() {
        assertThat(model.seen(history.now()))
                .containsExactly(
                        "seen: term 2, 2 elections, 3.97 s without a leader",
                        "failovers: 1 (1 justified, 0 false alarms)",
                        "no check was violated");
    }
}
