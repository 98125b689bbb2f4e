package dev.raftbeat.screen.cluster.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole pictures against the ones that were looked at and found good, as text files. After a change that is meant,
 * {@code -Draftbeat.rewrite=true} writes them anew.
 */
class ClusterScreenTest {
    private static final Path PICTURES = Path.of("src/test/resources/pictures");

    private static final int[][] SIZES = {{80, 24}, {120, 36}, {200, 50}, {60, 15}, {40, 10}};

    private static Map<String, History> histories() {
        Map<String, History> all = new LinkedHashMap<>();
        all.put("calm", Histories.calm());
        all.put("eventful", Histories.eventful());
        all.put("campaigning", Histories.campaigning());
        all.put("healed", Histories.healed());
        all.put("violated", Histories.violated());
        all.put("dialled", Histories.dialled());
        all.put("nine", Histories.nine());
        all.put("odd", Histories.odd());
        return all;
    }

    static Stream<Arguments> pictures() {
        List<Arguments> all = new ArrayList<>();
        histories().forEach((name, history) -> {
            for (int[] size : SIZES) {
                all.add(Arguments.of(name, size[0], size[1], history));
            }
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0} at {1}x{2}")
    @MethodSource("pictures")
    void looksAsItDidWhenSomebodyLooked(String name, int width, int height, History history) throws IOException {
        Canvas canvas = ClusterScreen.of(history.model(), width, height, history.now());

        compare(name + "-" + width + "x" + height, canvas.text());
    }

    @ParameterizedTest(name = "before a room at {0}x{1}")
    @CsvSource({"80, 24", "120, 36", "200, 50", "60, 13"})
    void looksBeforeARoomAsItDid(int width, int height) throws IOException {
        History history = Histories.eventful();
        Model model = history.model();
        model.present.on = true;

        compare(
                "present-" + width + "x" + height,
                ClusterScreen.of(model, width, height, history.now()).text());
    }

    @Test
    void timesThatDoNotFitAreSaidWithWhatToChange() {
        History history = Histories.dialled();
        String roomy = ClusterScreen.of(history.model(), 120, 36, history.now()).text();
        assertThat(roomy)
                .contains("timing timeout 1.5 s; heartbeat 2 s, RTT ")
                .contains("flaps  a heartbeat of 2 s is within the election timeout of 1.5-3 s")
                .contains("better set heartbeat 500ms, or set election 6s..12s");
        assertThat(ClusterScreen.of(history.model(), 60, 15, history.now()).text())
                .contains("flaps  a heartbeat of 2 s is within");
        History calm = Histories.calm();
        assertThat(ClusterScreen.of(calm.model(), 120, 36, calm.now()).text())
                .contains("timing timeout 1.5 s; heartbeat 500 ms, RTT ")
                .doesNotContain("better");
    }

    @Test
    void whenTheClusterWasEndedThePictureSaysSoAndNobodyLooksSilent() {
        History history = Histories.calm();
        Model model = history.model();
        long later = history.now() + 3_600_000_000_000L;
        assertThat(ClusterScreen.of(model, 80, 24, later).text()).contains("silent");
        model.ended();
        model.ended();
        for (int[] size : SIZES) {
            String picture =
                    ClusterScreen.of(model, size[0], size[1], later + 2).text();
            assertThat(picture).doesNotContain("silent");
            assertThat(picture.lines().findFirst().orElseThrow()).contains("the cluster was ended");
        }
        String feed = ClusterScreen.of(model, 80, 24, later).text();
        assertThat(feed.lines().filter(line -> line.contains("the cluster was ended")))
                .as("the title and the feed")
                .hasSize(2);
    }

    @Test
    void aBusyMachineIsSaidWhereThereIsRoom() {
        History history = Histories.calm();
        Model model = history.model();
        String warning = "busy   The machine is busy, timings are not to be trusted: 1 election timer fired late";
        String calm = ClusterScreen.of(model, 120, 36, history.now()).text();
        assertThat(calm).doesNotContain("busy");
        model.hear(new StampedFact(
                history.now(), History.n(1), 1, 1_000_000, 1, Optional.empty(), new TimerFired(1, 700_000_000)));
        assertThat(ClusterScreen.of(model, 120, 36, history.now()).text())
                .contains(warning + ", by up to 700 ms.")
                .contains("timing timeout 1.5 s; heartbeat 500 ms");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("busy   The machine is busy,");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("open")
    void openedPartsLookAsTheyDid(String name, String keys) throws IOException {
        History history = Histories.eventful();
        Model model = history.model();
        for (char letter : keys.toCharArray()) {
            Key key = letter == '\t' ? Key.of(Key.Code.TAB) : Key.of(letter);
            Update.key(model, letter == '\n' ? Key.of(Key.Code.ENTER) : key, history.now());
        }

        compare(name + "-80x24", ClusterScreen.of(model, 80, 24, history.now()).text());
    }

    static Stream<Arguments> open() {
        return Stream.of(
                Arguments.of("help", "?"),
                Arguments.of("menu", "m"),
                Arguments.of("command", ":cut n1 "),
                Arguments.of("command-offers", ":set \t"),
                Arguments.of("command-wrong", ":cut n1 => n2\n"),
                Arguments.of("filter", "/n4"),
                Arguments.of("held", " "),
                Arguments.of("faults", "\t\t\t"),
                Arguments.of("alone-cluster", "v"),
                Arguments.of("alone-strip", "vv"),
                Arguments.of("alone-feed", "vvvh"),
                Arguments.of("alone-checks", "vvvv"));
    }

    @Test
    void asciiPicturesAreAsciiAndAlign() throws IOException {
        History history = Histories.campaigning();
        Canvas canvas = ClusterScreen.of(history.model(), 80, 24, history.now());

        canvas.toAscii();

        assertThat(canvas.text()).matches("[\\x20-\\x7e\\n]*");
        compare("campaigning-ascii-80x24", canvas.text());
    }

    @Test
    void stylesAreWhereTheyBelong() throws IOException {
        History history = Histories.campaigning();
        Canvas canvas = ClusterScreen.of(history.model(), 80, 24, history.now());
        StringBuilder styles = new StringBuilder();
        for (int y = 0; y < canvas.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < canvas.width(); x++) {
                char letter = (char) ('A' + canvas.style(x, y).ordinal());
                line.append(canvas.glyph(x, y) == ' ' ? ' ' : letter);
            }
            styles.append(line.toString().stripTrailing()).append('\n');
        }

        compare("campaigning-styles-80x24", styles.toString());
    }

    private static void compare(String name, String picture) throws IOException {
        Path file = PICTURES.resolve(name + ".txt");
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.createDirectories(PICTURES);
            Files.writeString(file, picture);
        }
        assertThat(picture).as(name).isEqualTo(Files.readString(file));
    }
}
