package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.TextFlaws;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.screen.cluster.pane.FeedPane;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of any picture is cut without a sign, covered, or glued to another; and what is cut can be read whole. */
class ScreenTextTest {
    private static final int[][] SIZES = {{40, 10}, {60, 20}, {80, 24}, {120, 36}, {200, 50}};

    /** Keys that lead to each state; a tab is Tab, a line feed Enter. */
    private static final List<String> STATES = List.of(
            "",
            "\t",
            "\t\t",
            "\t\t\t",
            "v",
            "vv",
            "vvv",
            "vvvv",
            "?",
            "\t?",
            "?/cut",
            "m",
            ":cut n1 ",
            ":cut n1 => n2\n",
            "/n4",
            "h",
            "w",
            " ",
            "o",
            "g",
            "q");

    static Stream<Arguments> pictures() {
        return Stream.of(
                        Arguments.of("calm", (Supplier<History>) Histories::calm),
                        Arguments.of("eventful", (Supplier<History>) Histories::eventful),
                        Arguments.of("campaigning", (Supplier<History>) Histories::campaigning),
                        Arguments.of("healed", (Supplier<History>) Histories::healed),
                        Arguments.of("violated", (Supplier<History>) Histories::violated),
                        Arguments.of("dialled", (Supplier<History>) Histories::dialled),
                        Arguments.of("nine", (Supplier<History>) Histories::nine),
                        Arguments.of("odd", (Supplier<History>) Histories::odd),
                        Arguments.of("empty", (Supplier<History>) Histories::empty))
                .flatMap(named ->
                        Stream.of(SIZES).map(size -> Arguments.of(named.get()[0], size[0], size[1], named.get()[1])));
    }

    private static Canvas draw(History history, String keys, int width, int height, boolean stopped) {
        Model model = history.model();
        model.rights = Rights.OWNS;
        if (stopped) {
            model.time(
                    new TimeView(Source.SIMULATION, 20_261_122, new Moment(history.now(), 5_123), false, 1, List.of()));
        }
        ClusterScreen.of(model, width, height, history.now());
        for (char letter : keys.toCharArray()) {
            Key key = letter == '\t' ? Key.of(Key.Code.TAB) : letter == '\n' ? Key.of(Key.Code.ENTER) : Key.of(letter);
            Update.key(model, key, history.now());
        }
        return ClusterScreen.of(model, width, height, history.now());
    }

    @ParameterizedTest(name = "{0} at {1}x{2}")
    @MethodSource("pictures")
    void noTextIsCutWithoutASignAndNoColumnsTouch(String name, int width, int height, Supplier<History> history) {
        List<String> flaws = new ArrayList<>();
        for (String keys : STATES) {
            for (boolean stopped : new boolean[] {false, true}) {
                Canvas canvas = draw(history.get(), keys, width, height, stopped);
                TextFlaws.of(canvas)
                        .forEach(flaw -> flaws.add("after \"" + keys + "\"" + (stopped ? " in time: " : ": ") + flaw));
            }
        }
        assertThat(flaws).as(name).isEmpty();
    }

    @ParameterizedTest(name = "{0} at {1}x{2}")
    @MethodSource("pictures")
    void whatIsCutCanBeReadWhole(String name, int width, int height, Supplier<History> history) {
        for (String keys : List.of("", "\t\t", "v", "vvvv")) {
            Canvas canvas = draw(history.get(), keys, width, height, false);
            List<String> cut = canvas.texts().stream()
                    .filter(text -> text.cut())
                    .map(text -> text.whole().strip())
                    .toList();
            String read = String.join("\n", read(history.get(), keys, width, height));
            cut.forEach(
                    whole -> assertThat(read).as("%s after \"%s\"", name, keys).contains(whole));
        }
    }

    private static List<String> read(History history, String keys, int width, int height) {
        Model model = history.model();
        ClusterScreen.of(model, width, height, history.now());
        for (char letter : (keys + "o").toCharArray()) {
            ClusterScreen.of(model, width, height, history.now());
            Update.key(model, letter == '\t' ? Key.of(Key.Code.TAB) : Key.of(letter), history.now());
        }
        return model.cut.rows();
    }

    @Test
    void aFrozenLeaderIsSaidToLeadAtEverySize() {
        History history = Histories.odd();
        for (int[] size : SIZES) {
            String text = ClusterScreen.of(history.model(), size[0], size[1], history.now())
                    .text();
            assertThat(text).as("%s columns", size[0]).containsPattern("(thinks|says) it leads");
        }
    }

    @Test
    void theFeedShowsHowASentenceBeginsWhereThereIsNoRoomForItsEnd() {
        Canvas canvas = new Canvas(40, 1);
        History history = Histories.odd();
        Model model = history.model();
        model.feed.back = 2;
        new FeedPane().draw(canvas, model, history.now());
        assertThat(canvas.text()).contains("◆ n2's 150 ms timer ran").contains("…");
    }

    @Test
    void theFlawsAreSeen() {
        Canvas canvas = new Canvas(20, 3);
        canvas.put(0, 0, "no leader", Style.TEXT);
        canvas.putRight(13, 0, "100%", Style.TEXT);
        canvas.put(0, 1, "a text", Style.TEXT);
        canvas.put(3, 1, "other", Style.TEXT);
        canvas.put(0, 5, "below", Style.TEXT);
        canvas.putPart(0, 2, "half", "half of it", Style.TEXT);
        assertThat(TextFlaws.of(canvas))
                .anyMatch(flaw -> flaw.startsWith("touching"))
                .anyMatch(flaw -> flaw.startsWith("covered"))
                .anyMatch(flaw -> flaw.startsWith("outside"))
                .anyMatch(flaw -> flaw.startsWith("cut without a sign"));
    }

    @Test
    void theClockStandsAtZeroBeforeTheFirstFact() {
        Model model = Histories.empty().model();
        long uptime = 40_000L * 1_000_000_000;
        String text = ClusterScreen.of(model, 80, 24, uptime).text();
        assertThat(text.lines().findFirst().orElse("")).endsWith("00:00");
        assertThat(text).contains("╵0:00.0").doesNotContain("11:06");
    }
}
