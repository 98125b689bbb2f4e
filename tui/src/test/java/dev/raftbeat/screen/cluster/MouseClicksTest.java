package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Mouse.Kind;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel.Source;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies under the mouse, at every size: always what is drawn there. */
class MouseClicksTest {
    private final History history = Histories.eventful();
    private final Model model = history.model();
    private int width;
    private int height;

    private Canvas picture() {
        return ClusterScreen.of(model, width, height, history.now());
    }

    private void size(int columns, int rows) {
        width = columns;
        height = rows;
    }

    private List<Request> mouse(Kind kind, int x, int y) {
        picture();
        return MouseClicks.mouse(model, new Mouse(kind, x, y), history.now());
    }

    /** Clicks on the first place, from a row on, where this stands. */
    private List<Request> click(String text, int fromRow, int shift) {
        List<String> rows = picture().text().lines().toList();
        for (int y = fromRow; y < rows.size(); y++) {
            int x = rows.get(y).lastIndexOf(text);
            if (x >= 0) {
                return mouse(Kind.CLICK, x + shift, y);
            }
        }
        throw new AssertionError(text + " is not on\n" + picture().text());
    }

    @ParameterizedTest
    @CsvSource({"40,10", "60,20", "80,24", "120,36", "200,50"})
    void aClickOnANodeSelectsIt(int columns, int rows) {
        size(columns, rows);
        model.focus = ScreenPart.FEED;
        click("○ n5", 1, 3);
        assertThat(model.selected()).hasToString("n5");
        assertThat(model.focus).isEqualTo(ScreenPart.CLUSTER);
        click("✗ n3", 1, 0);
        assertThat(model.selected()).hasToString("n3");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,36", "200,50"})
    void aClickOnALinkSelectsIt(int columns, int rows) {
        size(columns, rows);
        // The only link that is slow is from n4 to n5.
        int row = picture()
                .text()
                .lines()
                .map(line -> line.startsWith(" ★ n4"))
                .toList()
                .indexOf(true);
        mouse(Kind.CLICK, picture().text().lines().toList().get(row).indexOf('~'), row);
        assertThat(model.link()).contains(History.link(4, 5));
        assertThat(picture().text()).contains("[~]").contains("n4 → n5 slow");
    }

    @ParameterizedTest
    @CsvSource({"60,20", "80,24", "120,36", "200,50"})
    void aClickOnASentenceSaysWhy(int columns, int rows) {
        size(columns, rows);
        click("0:27.664", 8, 1);
        assertThat(model.mode).isEqualTo(Mode.WHY);
        assertThat(model.why.explanation.orElseThrow().of().tNanos()
                        - model.picture().firstNanos())
                .isEqualTo(27_664_000_000L);
        assertThat(model.feed.back).isEqualTo(1);
        mouse(Kind.CLICK, 5, 5);
        assertThat(model.mode).isEqualTo(Mode.PICTURE);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,36", "200,50"})
    void aClickOnTheStripGoesToItsMomentWhereTimeCanBeStopped(int columns, int rows) {
        size(columns, rows);
        List<Request> none = click("╵0:10.0", 1, 0);
        assertThat(none).as("a cluster that really runs goes to no moment").isEmpty();
        assertThat(model.focus).isEqualTo(ScreenPart.STRIP);
        model.time(new TimeView(Source.SIMULATION, 3, new Moment(history.now(), 5), false, 1, List.of()));
        assertThat(click("╵0:10.0", 1, 0))
                .containsExactly(new Request.Travel(
                        new TimeCommand.ToTime(model.picture().firstNanos() + 10_000_000_000L)));
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,36", "200,50"})
    void aClickOnAFaultOrAHintDoesWhatItsKeyDoes(int columns, int rows) {
        size(columns, rows);
        click("4 slow n4 -> n5 ", rows * 2 / 3, 2);
        assertThat(model.focus).isEqualTo(ScreenPart.CHECKS);
        assertThat(model.selectedFault().orElseThrow().number()).isEqualTo(4);
        click("? help", rows - 1, 3);
        assertThat(model.mode).isEqualTo(Mode.HELP);
    }

    @ParameterizedTest
    @CsvSource({"40,10", "80,24", "200,50"})
    void theWheelScrollsWhatIsUnderIt(int columns, int rows) {
        size(columns, rows);
        int feed = picture().text().lines().toList().stream()
                .map(line -> line.contains("─ Feed ─"))
                .toList()
                .indexOf(true);
        if (feed > 0) {
            mouse(Kind.WHEEL_UP, 5, feed + 1);
            assertThat(model.feed.back).isEqualTo(1);
            mouse(Kind.WHEEL_DOWN, 5, feed + 1);
            assertThat(model.feed.back).isZero();
        }
        model.mode = Mode.HELP;
        mouse(Kind.WHEEL_DOWN, 5, 5);
        picture();
        assertThat(model.page.scroll.top).isEqualTo(3);
        mouse(Kind.CLICK, 5, 5);
        assertThat(model.mode).isEqualTo(Mode.PICTURE);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "500,500"})
    void nothingUnderTheMouseDoesNothing(int x, int y) {
        size(80, 24);
        for (Kind kind : Kind.values()) {
            assertThat(mouse(kind, x, y)).isEmpty();
        }
        model.mode = Mode.LEAVE;
        mouse(Kind.CLICK, 5, 5);
        assertThat(model.mode).as("a stray click answers no question").isEqualTo(Mode.LEAVE);
    }
}
