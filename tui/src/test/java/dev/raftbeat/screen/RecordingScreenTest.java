package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording on the screen: nothing can act on it, it says so, and it can be forked. */
class RecordingScreenTest {
    private final History history = Histories.calm();
    private final Model model = history.model();

    private void show(Source source) {
        model.time(new TimeView(source, 3, new Moment(history.now(), 5), false, 1, List.of()));
    }

    private List<Request> press(Key key) {
        return Update.key(model, key, history.now());
    }

    private List<Request> type(String text) {
        List<Request> requests = new ArrayList<>();
        text.chars().forEach(letter -> requests.addAll(press(Key.of((char) letter))));
        requests.addAll(press(Key.of(Code.ENTER)));
        return requests;
    }

    private String text() {
        return ClusterScreen.of(model, 80, 24, history.now()).text();
    }

    @Test
    void noKeyOfAFaultActsAndEachSaysSo() {
        show(Source.RECORDING);
        for (Group group : List.of(Group.NODE, Group.LINK, Group.CLUSTER)) {
            for (Action action : Action.of(group)) {
                if (action != Action.SELECT_LEADER && action != Action.MARK) {
                    model.say(Model.Tone.QUIET, "");
                    assertThat(press(action.keys().get(0))).as(action.name()).isEmpty();
                    assertThat(text()).as(action.name()).contains("a recording cannot be changed: F forks it");
                }
            }
        }
    }

    @Test
    void theHelpHasNoFaultsAndNamesTheFork() {
        show(Source.RECORDING);
        press(Key.of('?'));
        assertThat(text())
                .contains("A recording cannot be changed: no fault acts on it")
                .contains("F  Fork it")
                .doesNotContain("Kill the node");
        show(Source.SIMULATION);
        assertThat(ClusterScreen.of(model, 160, 50, history.now()).text()).contains("Kill the node");
    }

    @Test
    void theForkTakesALineFirstAndTheTitleTellsWhatIsShown() {
        show(Source.RECORDING);
        assertThat(text().lines().findFirst().orElse("")).contains("recorded");
        press(Key.of('F'));
        assertThat(text()).contains(":fork").contains("Enter forks; or first a line");
        assertThat(type("set prevote on")).containsExactly(new Request.Travel(new TimeCommand.Fork("set prevote on")));
        model.arrived(true, "forked");
        show(Source.FORK);
        assertThat(text().lines().findFirst().orElse("")).contains("fork, seed 3");
        assertThat(press(Key.of('F'))).containsExactly(new Request.Travel(new TimeCommand.Unfork()));
        model.arrived(true, "back");
        show(Source.SIMULATION);
        assertThat(press(Key.of('F'))).isEmpty();
        assertThat(text()).contains("a simulation needs no fork");
    }

    @Test
    void aLoneForkChangesNothing() {
        show(Source.RECORDING);
        press(Key.of('F'));
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Travel(new TimeCommand.Fork("")));
    }
}
