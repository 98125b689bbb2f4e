package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.Speed;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.sentence.Sentences;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of time ask for the journeys that their help tells of, and say so where time cannot be stopped. */
class TimeKeysTest {
    private static final long MILLI = 1_000_000L;
    private static final FactId FIRST = new FactId(History.n(4), 1, 900);
    private static final FactId SECOND = new FactId(History.n(2), 1, 901);

    private final History history = Histories.eventful();
    private final Model model = history.model();

    TimeKeysTest() {
        model.time(view(false));
    }

    private TimeView view(boolean playing) {
        long now = history.now();
        return new TimeView(
                TimeTravel.Source.SIMULATION,
                3,
                new Moment(now, history.facts.size()),
                playing,
                0.1,
                List.of(
                        new InFlight(FIRST, 0, History.link(4, 2), "AppendEntries", 2, now - 100_000, now + 300_000),
                        new InFlight(SECOND, 1, History.link(2, 4), "AppendEntriesReply", 2, now, now + 700 * MILLI)));
    }

    private List<Request> press(Key key) {
        return Update.key(model, key, history.now());
    }

    private List<Request> press(String letters) {
        return letters.chars()
                .mapToObj(letter -> press(letter == '\n' ? Key.of(Code.ENTER) : Key.of((char) letter)))
                .flatMap(List::stream)
                .toList();
    }

    private String text() {
        return ClusterScreen.of(model, 120, 36, history.now()).text();
    }

    private static Map<Action, TimeCommand> journeys() {
        Map<Action, TimeCommand> all = new EnumMap<>(Action.class);
        all.put(Action.HOLD, new TimeCommand.StopOrGo());
        all.put(Action.STEP_ON, new TimeCommand.Step(TimeStep.NOTABLE, false));
        all.put(Action.STEP_BACK, new TimeCommand.Step(TimeStep.NOTABLE, true));
        all.put(Action.ELECTION_ON, new TimeCommand.Step(TimeStep.ELECTION, false));
        all.put(Action.ELECTION_BACK, new TimeCommand.Step(TimeStep.ELECTION, true));
        all.put(Action.SLOWER, new TimeCommand.Pace(false));
        all.put(Action.FASTER, new TimeCommand.Pace(true));
        return all;
    }

    @Test
    void eachKeyIsAJourney() {
        journeys().forEach((action, journey) -> {
            assertThat(press(action.keys().get(0))).containsExactly(new Request.Travel(journey));
            assertThat(model.travelling()).isTrue();
            model.arrived(true, "there");
            assertThat(model.travelling()).isFalse();
        });
        assertThat(journeys().keySet())
                .containsAll(Action.of(Group.TIME).stream()
                        .filter(action -> action != Action.STEP_SIZE)
                        .filter(action -> action != Action.AT && action != Action.FORK && action != Action.TWINS)
                        .toList());
    }

    @Test
    void whereAStepCameToIsASentence() {
        press(".");
        model.arrived(true, "");
        assertThat(text()).contains(Sentences.of(model.story().newest().orElseThrow()));
    }

    @Test
    void theStepGoesRoundAndSaysWhereItGoes() {
        for (TimeStep step : List.of(TimeStep.ELECTION, TimeStep.FACT, TimeStep.MESSAGE, TimeStep.NOTABLE)) {
            assertThat(press("n")).isEmpty();
            assertThat(text()).contains("a step goes to the next " + TimeKeys.word(step));
            assertThat(press(".")).containsExactly(new Request.Travel(new TimeCommand.Step(step, false)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "at 12.5s, 12500000000",
        "at 340ms, 340000000",
        "at 2m, 120000000000",
        "at 0:12.503, 12503000000",
        "at 1:00:01, 3601000000000",
    })
    void aTimeIsTyped(String line, long nanos) {
        assertThat(press(":" + line + "\n")).containsExactly(new Request.Travel(new TimeCommand.ToTime(nanos)));
    }

    @Test
    void aFactIsTypedByItsNumber() {
        assertThat(press(":at #1204\n")).containsExactly(new Request.Travel(new TimeCommand.ToFact(1204)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "at noon", "at 12", "at -1s", "at 9999999999999999999s", "at 1:2:3:4", "at #"})
    void whatIsNoMomentIsSaid(String line) {
        assertThat(press(":" + line + "\n")).isEmpty();
        assertThat(text()).contains("expected a moment: at 12.5s").contains(":" + line);
    }

    @Test
    void aMomentOnTheStripIsChosenAndGoneTo() {
        press(Key.of(Code.TAB));
        assertThat(press(Key.of(Code.ENTER))).as("none is chosen").isEmpty();
        press(Key.of(Code.LEFT));
        press(Key.of(Code.LEFT));
        press(Key.of(Code.LEFT));
        press(Key.of(Code.RIGHT));
        long start = model.picture().firstNanos();
        long column = 500 * MILLI;
        long wanted = start + ((history.now() - start) / column - 1) * column;
        assertThat(text()).contains("Enter goes to " + ClockText.moment(wanted));
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Travel(new TimeCommand.ToTime(wanted)));
        press(Key.of(Code.HOME));
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Travel(new TimeCommand.ToTime(start)));
    }

    @Test
    void theChosenMessageIsActedOn() {
        press("vvv");
        assertThat(model.whole).contains(ScreenPart.MESSAGES);
        assertThat(text())
                .contains("▸ n4 → n2  AppendEntries term 2")
                .contains("in 300 us")
                .contains("AppendEntries reply term 2, copy 1");
        assertThat(press("l")).containsExactly(new Request.Travel(new TimeCommand.Drop(FIRST)));
        press(Key.of(Code.DOWN));
        assertThat(press("s")).containsExactly(new Request.Travel(new TimeCommand.Delay(SECOND, 750 * MILLI)));
        assertThat(press("d")).containsExactly(new Request.Travel(new TimeCommand.Duplicate(SECOND)));
        press(Key.of(Code.ESC));
        press(Key.of(Code.ESC));
        assertThat(press("d")).as("the link again").containsExactly(new Request.Apply("duplicate 30% n1 -> n2"));
    }

    @Test
    void theTitleTellsSeedMomentAndPace() {
        String moment = ClockText.moment(history.now());
        for (int width : List.of(80, 120, 200)) {
            String paused = ClusterScreen.of(model, width, 24, history.now()).text();
            assertThat(paused.lines().findFirst().orElse(""))
                    .contains("seed 3")
                    .contains(Integer.toString(history.facts.size()))
                    .contains(moment)
                    .endsWith("‖ paused");
        }
        model.time(view(true));
        assertThat(text().lines().findFirst().orElse("")).endsWith("▸ ×0.1");
    }

    @Test
    void aMessageStaysChosenWhileOthersArrive() {
        press("vvv");
        press(Key.of(Code.DOWN));
        TimeView before = view(false);
        model.time(new TimeView(
                TimeTravel.Source.SIMULATION,
                3,
                before.position(),
                false,
                1,
                before.inFlight().subList(1, 2)));

        assertThat(press("l")).containsExactly(new Request.Travel(new TimeCommand.Drop(SECOND)));
        model.time(before);
        assertThat(model.selectedMessage().orElseThrow().id()).isEqualTo(SECOND);
    }

    @Test
    void messagesUnderWayAreArrowsInTheMatrix() {
        Model calm = Histories.calm().model();
        calm.time(view(false));
        List<String> rows = ClusterScreen.of(calm, 120, 36, history.now())
                .text()
                .lines()
                .map(line -> line.length() < 100 ? "" : line.substring(74, 100))
                .toList();

        assertThat(rows)
                .filteredOn(row -> row.startsWith("│ n4"))
                .singleElement()
                .matches(row -> row.contains("→"));
        assertThat(rows)
                .filteredOn(row -> row.startsWith("│ n3"))
                .singleElement()
                .matches(row -> !row.contains("→"));
    }

    @Test
    void whereTimeCannotBeStoppedItIsSaid() {
        Model live = history.model();
        for (Action action : Action.of(Group.TIME)) {
            action.keys()
                    .forEach(key ->
                            assertThat(Update.key(live, key, history.now())).isEmpty());
            assertThat(ClusterScreen.of(live, 120, 36, history.now()).text().contains(TimeKeys.NONE))
                    .isEqualTo(action != Action.HOLD);
        }
        for (char key : ":at 5s\n".toCharArray()) {
            Update.key(live, key == '\n' ? Key.of(Code.ENTER) : Key.of(key), history.now());
        }
        assertThat(ClusterScreen.of(live, 120, 36, history.now()).text()).contains(TimeKeys.NONE);
        assertThat(live.parts()).doesNotContain(ScreenPart.MESSAGES);
    }

    @Test
    void speedsGoFromAThousandthToTheFastest() {
        double speed = 1;
        for (int i = 0; i < 20; i++) {
            speed = Speed.slower(speed);
        }
        assertThat(Speed.word(speed)).isEqualTo("×0.001");
        for (int i = 0; i < 20; i++) {
            speed = Speed.faster(speed);
        }
        assertThat(Speed.word(speed)).isEqualTo("fastest");
        assertThat(Speed.word(Speed.slower(speed))).isEqualTo("×1000");
    }

    @Test
    void everySizeIsDrawnWithTime() {
        for (Optional<ScreenPart> whole : Stream.concat(
                        Stream.of(Optional.<ScreenPart>empty()),
                        ScreenPart.ALL.stream().map(Optional::of))
                .toList()) {
            model.whole = whole;
            model.focus = whole.orElse(ScreenPart.MESSAGES);
            for (int width = 1; width <= 210; width += 11) {
                for (int height = 1; height <= 52; height += 3) {
                    assertThat(ClusterScreen.of(model, width, height, history.now())
                                    .width())
                            .isEqualTo(width);
                }
            }
        }
    }
}
