package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of the table does what its help says. */
class KeysTest extends KeyStage {
    /** What each key asks for, with n1 selected as the sender to n2, in a cluster whose leader n4 has lost n1 and n2. */
    private static Map<Action, String> lines() {
        Map<Action, String> lines = new EnumMap<>(Action.class);
        lines.put(Action.KILL, "kill n1");
        lines.put(Action.STOP, "stop n1");
        lines.put(Action.PAUSE, "pause n1");
        lines.put(Action.ISOLATE, "isolate n1");
        lines.put(Action.CAMPAIGN, "campaign n1");
        lines.put(Action.TRANSFER, "transfer n1");
        lines.put(Action.PARTITION, "end 3");
        lines.put(Action.BRIDGE, "bridge n1");
        lines.put(Action.STALL_DISK, "stall disk n1");
        lines.put(Action.WIPE, "wipe n1");
        lines.put(Action.CUT, "cut n1 -> n2");
        lines.put(Action.CUT_BOTH, "cut n1 <-> n2");
        lines.put(Action.SLOW, "slow n1 -> n2 750ms +-187ms");
        lines.put(Action.LOSE, "lose 30% n1 -> n2");
        lines.put(Action.DUPLICATE, "duplicate 30% n1 -> n2");
        lines.put(Action.REORDER, "reorder 30% n1 -> n2");
        lines.put(Action.BLACKHOLE, "blackhole n1 -> n2");
        lines.put(Action.FLAP, "flap n1 -> n2 every 2E");
        lines.put(Action.RESET, "reset n1 <-> n2");
        lines.put(Action.HEAL, "heal");
        lines.put(Action.UNDO, "end 4");
        lines.put(Action.PREVOTE, "set prevote off");
        lines.put(Action.CHECKQUORUM, "set checkquorum off");
        lines.put(Action.EVIDENCE, "set evidence off");
        lines.put(Action.ALIGN, "align timers");
        lines.put(Action.ENTER, "cut n1 -> n2");
        return lines;
    }

    static Stream<Action> deeds() {
        return lines().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void aDeedIsALineOfTheFaultLanguage(Action action) throws FaultSyntaxException {
        String line = lines().get(action);

        assertThat(press(action.keys().get(0))).isEqualTo(applied(line));
        assertThat(FaultLanguage.parse(line).text()).isEqualTo(line);
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("… " + line);
    }

    @Test
    void aKeyThatIsPressedTwiceBeforeItsOutcomeAsksOnce() {
        assertThat(press("ii")).isEqualTo(applied("isolate n1"));
        model.outcome(true, "isolated n1");
        assertThat(press("kk")).isEqualTo(applied("kill n1"));
    }

    @Test
    void whatIsMarkedIsPartedOnceAndJoinedByTheSameMarks() {
        History calm = Histories.calm();
        Model parted = calm.model();
        Stream.of('g', 'P').forEach(letter -> Update.key(parted, Key.of(letter), calm.now()));
        assertThat(parted.status.text()).isEqualTo("partition n1 | n2,n3,n4,n5");
        parted.outcome(true, "");
        calm.fault(7, "partition n1 | n2,n3,n4,n5").facts.forEach(parted::hear);
        Update.key(parted, Key.of('g'), calm.now());
        assertThat(Update.key(parted, Key.of('P'), calm.now())).isEqualTo(applied("end 7"));
    }

    @Test
    void everyKeyIsEitherADeedOrTestedBelow() {
        List<Action> looks = List.of(
                Action.HELP,
                Action.COMMAND,
                Action.OPEN,
                Action.SAVE,
                Action.SHOT,
                Action.MENU,
                Action.SELECT_LEADER,
                Action.MARK,
                Action.HOLD,
                Action.UP,
                Action.DOWN,
                Action.LEFT,
                Action.RIGHT,
                Action.DIGIT,
                Action.FOCUS_NEXT,
                Action.FOCUS_BACK,
                Action.PAGE_UP,
                Action.PAGE_DOWN,
                Action.FIRST,
                Action.LAST,
                Action.VIEW,
                Action.WHOLE,
                Action.FILTER,
                Action.WHY,
                Action.HEADLINES,
                Action.DETECTOR,
                Action.ZOOM_IN,
                Action.ZOOM_OUT,
                Action.CLICK,
                Action.WHEEL,
                Action.SELECT_TEXT,
                Action.BACK,
                Action.REDRAW,
                Action.SUSPEND,
                Action.QUIT);
        Stream<Action> ofTime = Stream.of(Action.values())
                .filter(action -> List.of(
                                Action.Group.TIME, Action.Group.MESSAGE, Action.Group.TWINS, Action.Group.LESSON)
                        .contains(action.group()));

        assertThat(Stream.of(deeds(), looks.stream(), ofTime).flatMap(all -> all))
                .as(
                        "those of time are in TimeKeysTest, those of twins in TwinsScreenTest, of lessons in LessonScreenTest")
                .containsExactlyInAnyOrder(Action.values());
    }

    @Test
    void noKeyMeansTwoThings() {
        Map<Key, Action> seen = new HashMap<>();
        for (Action action : Action.values()) {
            for (Key key : action.keys()) {
                assertThat(seen.put(key, action)).as("%s", key).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyStandsInTheHelp(Action action) {
        Model tall = history.model();
        Update.key(tall, Key.of('?'), history.now());

        String help = ClusterScreen.of(tall, 80, 250, history.now()).text();

        assertThat(Arrays.stream(help.split("\n", -1)).map(String::strip))
                .anyMatch(line -> line.startsWith(action.label() + "  ")
                        && line.contains(action.help()
                                .substring(0, Math.min(40, action.help().length()))));
    }

    @Test
    void theKeyThatStopsANodeStartsADeadOne() {
        press("3");
        assertThat(press("K")).as("n3 is dead").isEqualTo(applied("restart n3"));
    }

    @Test
    void deedsAreUndoneByTheSameKey() {
        press("3");
        assertThat(press("k")).as("n3 is dead").isEqualTo(applied("restart n3"));
        press("4");
        assertThat(model.link()).contains(History.link(4, 2));
        assertThat(press("x")).as("cut by the partition").isEqualTo(applied("join n4 -> n2"));
        assertThat(press("X")).isEqualTo(applied("join n4 <-> n2"));
        press(Key.of(Code.LEFT));
        press(Key.of(Code.LEFT));
        assertThat(model.link()).contains(History.link(4, 5));
        assertThat(press("s")).isEqualTo(applied("slow n4 -> n5 0ms"));
        assertThat(press("a")).isEqualTo(applied("align timers"));
        assertThat(press("a")).isEqualTo(applied("spread timers"));
    }

    @Test
    void markedNodesArePartitionedFromTheOthers() {
        press("2g4gP");

        assertThat(model.status.text()).isEqualTo("partition n2,n4 | n1,n3,n5");
        assertThat(model.cursors.marked).isEmpty();
    }

    @Test
    void theLeaderIsSelectedAndActedOn() {
        assertThat(press("Lk")).isEqualTo(applied("kill n4"));
        assertThat(press("Li")).isEqualTo(applied("isolate n4"));
    }

    @Test
    void movesSelectNodesAndReceivers() {
        press(Key.of(Code.DOWN));
        assertThat(model.selected()).isEqualTo(History.n(2));
        assertThat(model.link()).as("never to itself").contains(History.link(2, 1));
        press(Key.of(Code.RIGHT));
        assertThat(model.link()).contains(History.link(2, 3));
        press(Key.of(Code.UP));
        press(Key.of(Code.UP));
        assertThat(model.selected()).as("round and round").isEqualTo(History.n(5));
        press(Key.of(Code.HOME));
        assertThat(model.selected()).isEqualTo(History.n(1));
        press(Key.of(Code.END));
        assertThat(model.selected()).isEqualTo(History.n(5));
        press("9");
        assertThat(model.selected()).as("there is no ninth").isEqualTo(History.n(5));
    }

    @Test
    void theFocusGoesRoundAndEnterEndsTheChosenFault() {
        press(Key.of(Code.BACK_TAB));
        assertThat(model.focus).isEqualTo(ScreenPart.CHECKS);
        press(Key.of(Code.DOWN));
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("end 3"));
        press(Key.of(Code.TAB));
        assertThat(model.focus).isEqualTo(ScreenPart.CLUSTER);
    }

    @Test
    void theFeedScrollsAndStaysWhereItIsRead() {
        press("h");
        press(Key.of(Code.PAGE_UP));
        String before = feed();
        model.hear(history.facts.get(history.facts.size() - 1));
        history.fault(7, "cut n1 -> n5");
        model.hear(history.facts.get(history.facts.size() - 1));

        assertThat(feed()).as("news do not carry the reader away").isEqualTo(before);
        press(Key.of(Code.PAGE_DOWN));
        press(Key.of(Code.PAGE_DOWN));
        assertThat(feed()).contains("cut n1 -> n5");
        model.focus = ScreenPart.FEED;
        press(Key.of(Code.HOME));
        assertThat(feed()).doesNotContain("cut n1 -> n5");
        press(Key.of(Code.END));
        press("h");
        assertThat(feed()).contains("cut n1 -> n5").doesNotContain("follows");
    }

    private String feed() {
        String all = ClusterScreen.of(model, 80, 24, history.now()).text();
        return Arrays.stream(all.substring(all.indexOf(" Feed ")).split("\n", -1))
                .map(line -> line.length() > 49 ? line.substring(0, 49) : line)
                .filter(line -> !line.contains("Feed"))
                .reduce("", (a, b) -> a + b.strip() + "\n");
    }

    @Test
    void theFilterFollowsEachLetterAndEscDropsIt() {
        press("/KILL");
        press(Key.of(Code.ENTER));
        assertThat(feed()).contains("kill n3").doesNotContain("partition");
        press(Key.of(Code.ESC));
        assertThat(feed()).contains("partition");
    }

    @Test
    void theStripZoomsAndGoesBack() {
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 500 ms");
        press("+");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 200 ms");
        press("--");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 1 s");
        press("--------------------");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 1 min");
        press("++++++++++++++++++++");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 50 ms");
        model.focus = ScreenPart.STRIP;
        press(Key.of(Code.HOME));
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("╵0:00.0");
        press(Key.of(Code.END));
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).doesNotContain("╵0:00.0");
    }

    @Test
    void theViewShowsEachPartAloneAndThenAll() {
        for (ScreenPart part : ScreenPart.WITHOUT_TIME) {
            press("v");
            assertThat(model.whole).contains(part);
        }
        press("v");
        assertThat(model.whole).isEmpty();
        press("v");
        press(Key.of(Code.ESC));
        assertThat(model.whole).isEmpty();
    }

    @Test
    void theHeldPictureStandsStillAndCatchesUp() {
        press(" ");
        String held = ClusterScreen.of(model, 80, 24, history.now()).text();
        history.beat(4, 2, 2000).kill(8, 5);
        history.facts.subList(history.facts.size() - 40, history.facts.size()).forEach(model::hear);

        String later = ClusterScreen.of(model, 80, 24, history.now()).text();
        assertThat(later).contains("HELD").contains("40 facts behind");
        assertThat(later.lines().skip(1))
                .containsExactlyElementsOf(held.lines().skip(1).toList());
        press(" ");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text())
                .contains("kill n5")
                .doesNotContain("HELD");
    }

    @Test
    void outcomesAreShown() {
        press("k");
        model.outcome(true, "killed n1");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("✓ killed n1");
        model.outcome(false, "no such node");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("✗ no such node");
    }

    @Test
    void leavingAndWhatDoesNotLeave() {
        assertThat(press("q")).containsExactly(new Request.Quit(false));
        assertThat(press(Key.ctrl('c'))).containsExactly(new Request.Quit(true));
        assertThat(press(Key.of(Code.GONE))).containsExactly(new Request.Quit(true));
        assertThat(press(Key.ctrl('z'))).isEmpty();
        assertThat(press(Key.ctrl('l'))).containsExactly(new Request.Redraw());
        press("?");
        assertThat(press("q")).as("q closes the help").isEmpty();
        press(":quit");
        assertThat(press(Key.of(Code.ENTER))).containsExactly(new Request.Quit(false));
    }
}
