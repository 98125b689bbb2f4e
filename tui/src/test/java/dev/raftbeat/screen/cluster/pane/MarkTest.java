package dev.raftbeat.screen.cluster.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.DrawnText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.LinkState.Trouble;
import dev.raftbeat.screen.canvas.Mark;
import dev.raftbeat.screen.canvas.Mark.Place;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.strip.StripPane;
import java.lang.reflect.Field;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every mark that a part draws is explained: in its part's table, and so in help. */
class MarkTest {
    private static final Map<Place, Pane> PANES = new EnumMap<>(Map.of(
            Place.NODES, new NodesPane(),
            Place.LINKS, new LinksPane(),
            Place.STRIP, new StripPane(),
            Place.FEED, new FeedPane(),
            Place.CHECKS, new ChecksPane()));

    private static List<History> histories() {
        return List.of(
                Histories.calm(),
                Histories.eventful(),
                Histories.campaigning(),
                Histories.healed(),
                Histories.violated(),
                Histories.dialled(),
                Histories.nine(),
                Histories.odd());
    }

    @Test
    void noPartDrawsAMarkThatIsNotExplained() {
        for (History history : histories()) {
            for (int width : new int[] {40, 80, 120, 200}) {
                PANES.forEach((place, pane) -> {
                    Canvas canvas = new Canvas(width, 20);
                    pane.draw(canvas, history.model(), history.now());
                    assertThat(explained(place)).as("%s at %d", place, width).containsAll(marks(canvas));
                });
            }
        }
    }

    private static Set<Character> explained(Place place) {
        return Stream.concat(Mark.of(place).stream(), Mark.of(Place.SCREEN).stream())
                .flatMap(mark -> mark.sign().chars().mapToObj(glyph -> (char) glyph))
                .collect(Collectors.toSet());
    }

    /** What is drawn outside of any text, blanks aside. */
    private static Set<Character> marks(Canvas canvas) {
        boolean[][] text = new boolean[canvas.height()][canvas.width()];
        for (DrawnText drawn : canvas.texts()) {
            for (int i = 0; i < drawn.shown().length() && !drawn.outside(); i++) {
                text[drawn.y()][drawn.x() + i] = true;
            }
        }
        Set<Character> marks = new TreeSet<>();
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                if (!text[y][x] && canvas.glyph(x, y) != ' ') {
                    marks.add(canvas.glyph(x, y));
                }
            }
        }
        return marks;
    }

    @Test
    void everyGlyphOfTheListIsExplainedSomewhere() throws IllegalAccessException {
        Set<Character> all = Stream.of(Mark.values()).map(Mark::glyph).collect(Collectors.toCollection(TreeSet::new));
        for (Field field : Glyphs.class.getDeclaredFields()) {
            // Monitors alone draw it, in words: a peer that shares.
            if (field.getType() == char.class && !field.getName().equals("BOTH_WAYS")) {
                assertThat(all).as(field.getName()).contains(field.getChar(null));
            }
        }
        for (Trouble trouble : Trouble.values()) {
            assertThat(Mark.of(Place.LINKS)).contains(trouble.mark());
        }
    }

    @Test
    void marksOfAPartDifferAlsoInAscii() {
        for (Place place : Place.values()) {
            List<Mark> glyphs = Mark.of(place).stream()
                    .filter(mark -> mark.sign().length() == 1)
                    .toList();
            Set<Character> ascii =
                    glyphs.stream().map(mark -> Glyphs.ascii(mark.glyph())).collect(Collectors.toSet());
            assertThat(ascii).as(place.name()).hasSameSizeAs(glyphs);
        }
    }

    @Test
    void whatIsCutLooksUnlikeTheDiagonalOfTheLinks() {
        for (History history : histories()) {
            Canvas canvas = new Canvas(60, 20);
            new LinksPane().draw(canvas, history.model(), history.now());
            String diagonal = "╲/\\X╱╳";
            for (int i = 0; i < history.model().members.size(); i++) {
                int x = canvas.text()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .indexOf(history.model().members.get(i).name());
                for (int at = x - 1; at <= x + 2; at++) {
                    assertThat(diagonal).doesNotContain(String.valueOf(canvas.glyph(at, 1 + i)));
                }
            }
        }
    }

    @Test
    void helpExplainsTheFocusedPartFirstAndEveryMarkAtEverySize() {
        History history = Histories.eventful();
        Model model = history.model();
        for (ScreenPart part : model.parts()) {
            model.focus = part;
            Update.key(model, Key.of('?'), history.now());
            String first = ClusterScreen.of(model, 80, 24, history.now()).text();
            assertThat(first.lines().skip(2).findFirst().orElse("")).contains("This part: " + part.title());
            Update.key(model, Key.of(Key.Code.ESC), history.now());
        }
        for (int[] size : new int[][] {{40, 10}, {80, 24}, {120, 36}, {200, 50}}) {
            assertThat(scrolled(model, history, size[0], size[1]))
                    .contains("Marks: Links")
                    .contains("╱")
                    .contains("cut in both directions".substring(0, 3))
                    .contains("burnt")
                    .contains("due")
                    .contains("◇")
                    .contains("△");
        }
    }

    /** All that help shows while it is scrolled through. */
    private static String scrolled(Model model, History history, int width, int height) {
        Update.key(model, Key.of('?'), history.now());
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            all.append(ClusterScreen.of(model, width, height, history.now()).text());
            Update.key(model, Key.of(Key.Code.DOWN), history.now());
        }
        Update.key(model, Key.of(Key.Code.ESC), history.now());
        return all.toString();
    }

    @Test
    void helpIsSearchedByKeysMarksAndWords() {
        History history = Histories.eventful();
        Model model = history.model();
        for (char letter : "?/burnt".toCharArray()) {
            Update.key(model, Key.of(letter), history.now());
        }
        String found = ClusterScreen.of(model, 80, 24, history.now()).text();
        assertThat(found)
                .contains("/burnt")
                .contains("burnt  Terms that passed without a leader")
                .contains("Marks: Flapping")
                .doesNotContain("Kill the node");
        Update.key(model, Key.of(Key.Code.ENTER), history.now());
        Update.key(model, Key.of(Key.Code.ESC), history.now());
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("This part");
        Update.key(model, Key.of(Key.Code.ESC), history.now());
        assertThat(model.mode).isEqualTo(Model.Mode.PICTURE);
    }
}
