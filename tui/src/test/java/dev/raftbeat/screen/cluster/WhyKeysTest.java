package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain of causes on the screen. */
class WhyKeysTest {
    private static final long SECOND = 1_000_000_000L;

    private final SimWorld world = new SimWorld(SimOptions.of(
            new WorldSpec(5, Pace.CLASS.settings().withPreVote(false).withCheckQuorum(false), 3)));
    private final Model model = new Model(world.title(), world.members());

    @BeforeEach
    void watch() {
        world.observe(model::hear);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<Request> press(Key key) {
        return Update.key(model, key, world.nowNanos());
    }

    private String draw(int width, int height) {
        model.settle();
        return ClusterScreen.of(model, width, height, world.nowNanos()).text();
    }

    private void depose() {
        world.jump(8 * SECOND);
        String deaf = model.picture().leader().orElseThrow().node().name().equals("n1") ? "n2" : "n1";
        assertThat(TypedLines.apply(world::apply, "cut all -> " + deaf).done()).isTrue();
        world.jump(20 * SECOND);
    }

    @Test
    void theLastSentenceOfTheFeedIsExplained() {
        depose();
        model.feed.filter = "campaigns";
        press(Key.of('w'));
        for (String text : List.of(draw(80, 24), draw(120, 36), draw(200, 50))) {
            assertThat(text)
                    .contains(" Why ", "fault cut all -> n1", "timer fired", "asked for term", "back to a fault: cut");
        }
        press(Key.of(Code.ESC));
        assertThat(draw(80, 24)).doesNotContain("back to a fault").contains(" Feed ");
    }

    @Test
    void theSentenceBeforeIsAKeyAway() {
        depose();
        model.feed.filter = "";
        model.focus = ScreenPart.FEED;
        press(Key.of(Code.ENTER));
        String first = draw(120, 36);
        press(Key.of(Code.LEFT));
        assertThat(draw(120, 36)).contains(" Why ").isNotEqualTo(first);
        press(Key.of(Code.RIGHT));
        assertThat(draw(120, 36)).isEqualTo(first);
        press(Key.of(Code.PAGE_DOWN));
        press(Key.of(Code.PAGE_DOWN));
        press(Key.of(Code.PAGE_UP));
        press(Key.of(Code.DOWN));
        press(Key.of(Code.UP));
        press(Key.of(Code.HOME));
        assertThat(draw(120, 36)).isEqualTo(first);
    }

    @Test
    void everySentenceCanBeAskedAbout() {
        depose();
        model.feed.filter = "";
        model.feed.headlines = false;
        model.focus = ScreenPart.FEED;
        int sentences = model.story().feed().size();
        for (int back = 0; back < sentences; back++) {
            model.feed.back = back;
            press(Key.of('w'));
            String text = draw(80, 24);
            assertThat(text).contains(" Why ").doesNotContain("do not decide");
            press(Key.of(Code.ESC));
        }
    }

    @Test
    void theMessagesAroundItAreAKeyAway() {
        depose();
        model.feed.filter = "campaigns";
        press(Key.of('w'));
        String words = draw(80, 24);
        press(Key.of('v'));
        for (int[] size : new int[][] {{80, 24}, {120, 36}, {200, 50}}) {
            assertThat(draw(size[0], size[1]))
                    .contains("In space and time", "n1", "n5", "→ arrives", "follower", "asks for votes, term ")
                    .containsPattern("0:\\d\\d\\.\\d{3}  .*•─");
        }
        assertThat(draw(200, 50)).contains(" Why ", "back to a fault");
        assertThat(draw(80, 24)).doesNotContain("back to a fault").contains("↓ more");
        String top = draw(80, 24);
        press(Key.of(Code.PAGE_DOWN));
        assertThat(draw(80, 24)).isNotEqualTo(top);
        press(Key.of(Code.HOME));
        assertThat(draw(80, 24)).isEqualTo(top);
        press(Key.of('v'));
        assertThat(draw(80, 24)).isEqualTo(words);
        press(Key.of('q'));
        assertThat(draw(80, 24)).contains(" Feed ");
    }

    @Test
    void withoutAnyFactThereIsNothingToExplain() {
        Model empty = new Model("nothing", world.members());
        assertThat(Update.key(empty, Key.of('w'), 0)).isEmpty();
        assertThat(empty.status.text()).contains("nothing has been told yet");
    }
}
