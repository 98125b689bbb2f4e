package dev.raftbeat.screen.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TextFlaws;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.twin.Script;
import dev.raftbeat.twin.Switch;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.world.WorldObserver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twins on the screen, and every key of theirs. */
public class TwinsScreenTest {
    private static final String DEAF = "cluster 5 prevote off checkquorum off seed 7\nrun until stable\n"
            + "cut all -> leader+1\nrun 3s\nheal\nrun 1s\n";

    private Twins twins;
    private TwinModel model;

    @BeforeEach
    void make() throws ScenarioSyntaxException, FaultSyntaxException {
        Scenario scenario = ScenarioParser.parse("deaf", DEAF);
        Script script = Script.of(scenario, scenario.trials().get(0), 7, Switch.setting("prevote off"));
        twins = new Twins(script, Switch.setting("prevote off"), Switch.setting("prevote on"));
        model = new TwinModel(twins);
        twins.left().world().observe(observer(model.left()));
        twins.right().world().observe(observer(model.right()));
    }

    private static WorldObserver observer(TwinModel.Side side) {
        return new WorldObserver() {
            @Override
            public void tell(StampedFact fact) {
                side.hear(fact);
            }

            @Override
            public void startAnew() {
                side.startAnew();
            }
        };
    }

    @AfterEach
    void close() {
        twins.close();
    }

    private List<Request> press(Key key) {
        List<Request> all = TwinUpdate.key(model, key);
        for (Request request : all) {
            if (request instanceof Request.Travel ride) {
                var told = ride.journey().take(twins.time());
                model.arrived(told.done(), told.sentence());
            }
        }
        return all;
    }

    private String draw(int width, int height) {
        model.time(TimeView.of(twins.time()));
        model.settle();
        return TwinPicture.of(model, width, height).text();
    }

    @Test
    void bothStandOnTheScreenAtEverySize() {
        press(Key.of('p'));
        for (String text : List.of(draw(80, 24), draw(120, 36), draw(200, 50))) {
            assertThat(text)
                    .contains("Left: prevote off", "Right: prevote on", "They part at 0:01.", "Flapping so far")
                    .contains("elections", "terms burnt", "false alarms", "time without a leader")
                    .contains("n1", "n2", "n3", "n4", "n5");
        }
        assertThat(draw(200, 50)).contains("left:  ", "right: ", "campaigns in term 2");
        draw(1, 1);
        draw(20, 5);
    }

    @Test
    void theMetersStandAgainstEachOtherAtTheTimeThatIsShown() {
        draw(80, 24);
        assertThat(model.meters()).noneMatch(row -> row.differs());
        twins.time().jump(Long.MAX_VALUE);
        draw(80, 24);
        assertThat(model.meters()).anyMatch(row -> row.name().equals("false alarms") && row.differs());
        twins.time().jump(0);
        draw(80, 24);
        assertThat(model.meters()).noneMatch(row -> row.differs());
    }

    @Test
    void stepsAndJumpsMoveBoth() {
        press(Key.of('p'));
        draw(120, 36);
        long parting = model.nanos();
        assertThat(parting).isEqualTo(twins.parting().orElseThrow().tNanos());
        for (char key : ".>".toCharArray()) {
            press(Key.of(key));
            draw(120, 36);
            assertThat(model.nanos()).as("%s", key).isGreaterThan(parting);
        }
        long later = model.nanos();
        press(Key.of('<'));
        press(Key.of(','));
        draw(120, 36);
        assertThat(model.nanos()).isLessThan(later);
        press(Key.of('n'));
        assertThat(draw(120, 36)).contains("a step goes to the next election of either");
        press(Key.of(']'));
        assertThat(draw(120, 36)).contains("speed");
        press(Key.of('['));
        press(Key.of(' '));
        assertThat(twins.time().isPlaying()).isTrue();
        press(Key.of(' '));
        assertThat(twins.time().isPlaying()).isFalse();
    }

    @Test
    void aMarkedLineOfAFeedIsExplainedAndNotTheParting() {
        press(Key.of('p'));
        twins.time().jump(twins.time().position().nanos() + 2_000_000_000L);
        for (boolean right : new boolean[] {false, true}) {
            if (right) {
                press(Key.of(Code.TAB));
            }
            draw(120, 36);
            press(Key.of(Code.HOME));
            assertThat(draw(120, 36)).contains("▸");
            press(Key.of('w'));
            assertThat(draw(120, 36))
                    .containsPattern("━ Why ━+ n1 is up in term 0 ")
                    .doesNotContain("cut all");
            press(Key.of(Code.ESC));
        }
        press(Key.of(Code.END));
        press(Key.of('w'));
        assertThat(draw(120, 36)).contains("fault cut all -> ");
    }

    @Test
    void whyTheyPartIsAKeyAway() {
        press(Key.of('p'));
        press(Key.of('w'));
        assertThat(draw(80, 24)).contains(" Why ", "fault cut all -> ", "back to a fault");
        press(Key.of(Code.DOWN));
        press(Key.of(Code.UP));
        press(Key.of(Code.PAGE_DOWN));
        press(Key.of(Code.PAGE_UP));
        press(Key.of(Code.HOME));
        press(Key.of(Code.ESC));
        assertThat(draw(80, 24)).doesNotContain("back to a fault");
    }

    @Test
    void theHelpListsTheirKeysAndOthersSaySo() {
        press(Key.of('?'));
        String help = draw(120, 36);
        for (Action action : Action.of(Action.Group.TWINS)) {
            assertThat(action == Action.TWINS || help.contains(action.help()))
                    .as("%s", action)
                    .isTrue();
        }
        press(Key.of(Code.ESC));
        press(Key.of('k'));
        assertThat(draw(120, 36)).contains("twins are watched, not broken");
        press(Key.of(Code.ESC));
        assertThat(press(Key.of('q'))).containsExactly(new Request.Quit(false));
        assertThat(press(Key.ctrl('c'))).containsExactly(new Request.Quit(true));
        assertThat(press(Key.ctrl('l'))).containsExactly(new Request.Redraw());
    }

    @Test
    void theFeedOfEitherMoves() {
        twins.time().jump(Long.MAX_VALUE);
        draw(120, 36);
        press(Key.of(Code.PAGE_UP));
        press(Key.of(Code.UP));
        assertThat(model.left().model.feed.back).isEqualTo(9);
        press(Key.of(Code.TAB));
        press(Key.of(Code.UP));
        assertThat(model.right().model.feed.back).isEqualTo(1);
        press(Key.of(Code.HOME));
        press(Key.of(Code.END));
        press(Key.of(Code.DOWN));
        press(Key.of(Code.PAGE_DOWN));
        press(Key.of('h'));
        assertThat(draw(120, 36)).contains("the feeds show all");
        press(Key.of('+'));
        press(Key.of('-'));
        press(Key.of(Code.ESC));
        assertThat(model.left().model.feed.back).isZero();
    }

    @Test
    void theLineThatOpensThemIsRead() {
        Model run = new Model("a run", twins.left().world().members());
        run.time(TimeView.of(twins.time()));
        assertThat(line(run, "twins prevote off vs prevote on"))
                .containsExactly(new Request.Twins(Switch.setting("prevote off"), Switch.setting("prevote on")));
        assertThat(line(run, "twins prevote off")).isEmpty();
        assertThat(run.status.text()).contains("expected two settings");
        assertThat(line(new Model("live", run.members), "twins prevote off vs prevote on"))
                .isEmpty();
    }

    private static List<Request> line(Model run, String text) {
        run.mode = Model.Mode.PICTURE;
        Update.key(run, Key.of(':'), 0);
        for (char letter : text.toCharArray()) {
            Update.key(run, Key.of(letter), 0);
        }
        return Update.key(run, Key.of(Code.ENTER), 0);
    }

    @ParameterizedTest
    @CsvSource({"40,10", "60,20", "80,24", "120,36", "200,50"})
    void noTextIsCutWithoutASignAndNoColumnsTouch(int width, int height) {
        press(Key.of('p'));
        for (String keys : List.of("", "h", "?", "w", "o")) {
            for (char letter : keys.toCharArray()) {
                press(Key.of(letter));
            }
            model.time(TimeView.of(twins.time()));
            assertThat(TextFlaws.of(TwinPicture.of(model, width, height)))
                    .as(keys)
                    .isEmpty();
            press(Key.of(Code.ESC));
        }
    }
}
