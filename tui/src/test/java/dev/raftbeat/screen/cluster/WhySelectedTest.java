package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.world.sentence.Sentence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is selected is what gets explained, whatever else the feed has or does not show. */
class WhySelectedTest {
    private static final long SECOND = 1_000_000_000L;

    private final SimWorld world =
            new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 8, Optional.of(StoreGuard.UNFENCED))));
    private final Model model = new Model(world.title(), world.members());

    @AfterEach
    void close() {
        world.close();
    }

    private void press(Key key) {
        Update.key(model, key, world.nowNanos());
    }

    private String draw() {
        return ClusterScreen.of(model, 160, 50, world.nowNanos()).text();
    }

    /** The leader stands still for eight seconds, and then writes to the store although another leads. */
    private String frozenLeader() {
        world.observe(model::hear);
        world.jump(10 * SECOND);
        String leader = model.picture().leader().orElseThrow().node().name();
        assertThat(TypedLines.apply(world::apply, "pause " + leader).done()).isTrue();
        world.jump(18 * SECOND);
        assertThat(TypedLines.apply(world::apply, "resume " + leader).done()).isTrue();
        for (int i = 0; i < 20; i++) {
            world.jump(18 * SECOND + i * SECOND / 10);
            model.settle();
        }
        return leader;
    }

    private Sentence violated() {
        return model.story().feed().stream()
                .filter(one -> one.text().startsWith("VIOLATED"))
                .findFirst()
                .orElseThrow();
    }

    private void assertExplained(String leader) {
        assertThat(draw())
                .containsPattern("━ Why ━+ VIOLATED: no stale writes[.] ")
                .contains("fault pause " + leader)
                .containsPattern("(" + leader + "'s|its) write of term 1 came after those of term 2 and landed")
                .contains("back to a fault: pause " + leader);
    }

    @Test
    void theViolatedLineIsExplainedByWhatDecidedIt() {
        String leader = frozenLeader();
        model.feed.filter = "violated";
        press(Key.of('w'));
        assertExplained(leader);
    }

    @Test
    void alsoWhenItIsReachedByScrollingAndWhenAllIsShown() {
        String leader = frozenLeader();
        for (boolean headlines : List.of(true, false)) {
            model.feed.headlines = headlines;
            model.feed.back = 0;
            model.focus = ScreenPart.FEED;
            for (int i = 0; WhyKeys.chosen(model).orElseThrow() != violated(); i++) {
                assertThat(i).isLessThan(500);
                press(Key.of(Code.UP));
            }
            press(Key.of(Code.ENTER));
            assertExplained(leader);
            press(Key.of(Code.ESC));
        }
    }

    /** Its time is that of the write, not that of whatever was heard when it was found. */
    @Test
    void aViolationIsToldAtTheTimeOfWhatDecidedIt() {
        frozenLeader();
        StampedFact write = model.story().facts().stream()
                .filter(fact -> fact.fact() instanceof WriteLanded landed && landed.term() < landed.highest())
                .findFirst()
                .orElseThrow();
        assertThat(violated().fact().tNanos()).isEqualTo(write.tNanos());
    }

    @Test
    void twoLeadersOfATermAreExplainedByBothElections() {
        History history = Histories.violated();
        Model broken = history.model();
        broken.feed.filter = "one leader a term";
        Update.key(broken, Key.of('w'), history.now());
        assertThat(ClusterScreen.of(broken, 160, 50, history.now()).text())
                .contains("VIOLATED: one leader a term. n2 and n3 each led term 1")
                .contains("n3 asked for term 1")
                .contains("it was elected for term 1 by n1, n3, n4")
                .contains("n2 was elected for term 1 by n2, n4, n5");
    }

    @Test
    void theLineBeforeIsTheOneBeforeWhateverHasBeenToldMeanwhile() {
        frozenLeader();
        List<Sentence> shown =
                model.story().feed().stream().filter(model.feed::shows).toList();
        press(Key.of('w'));
        TypedLines.apply(world::apply, "kill n1");
        TypedLines.apply(world::apply, "kill n2");
        world.jump(30 * SECOND);
        model.settle();
        assertThat(model.story().feed().stream().filter(model.feed::shows)).hasSizeGreaterThan(shown.size() + 2);
        press(Key.of(Code.LEFT));
        assertThat(model.why.sentence).containsSame(shown.get(shown.size() - 2));
        press(Key.of(Code.RIGHT));
        assertThat(model.why.sentence).containsSame(shown.get(shown.size() - 1));
    }

    @Test
    void theMarkedLineStaysMarkedWhenAViolationIsFoundThatTheFilterHides() {
        world.observe(model::hear);
        world.jump(10 * SECOND);
        TypedLines.apply(world::apply, "pause leader");
        world.jump(18 * SECOND);
        model.settle();
        model.feed.filter = "is up";
        model.feed.back = 2;
        Sentence marked = WhyKeys.chosen(model).orElseThrow();
        TypedLines.apply(world::apply, "resume all");
        world.jump(20 * SECOND);
        model.settle();
        assertThat(violated()).isNotNull();
        assertThat(WhyKeys.chosen(model)).containsSame(marked);
    }

    @Test
    void theSelectedFaultIsExplainedWhereFaultsAreSelected() {
        world.observe(model::hear);
        world.jump(10 * SECOND);
        TypedLines.apply(world::apply, "cut n1 -> n2");
        TypedLines.apply(world::apply, "lose 30% n3 -> n4");
        world.jump(12 * SECOND);
        model.focus = ScreenPart.CHECKS;
        press(Key.of('w'));
        assertThat(draw()).contains("back to a fault: cut n1 -> n2");
        press(Key.of(Code.ESC));
        press(Key.of(Code.DOWN));
        press(Key.of('w'));
        assertThat(draw()).contains("back to a fault: lose 30% n3 -> n4");
    }

    @Test
    void theSelectedMessageIsExplainedWhereMessagesAreSelected() {
        world.observe(model::hear);
        world.jump(10 * SECOND);
        var time = world.timeTravel().orElseThrow();
        model.time(TimeView.of(time));
        while (model.messages().isEmpty()) {
            world.jump(world.nowNanos() + 100_000);
            model.time(TimeView.of(time));
        }
        model.focus = ScreenPart.MESSAGES;
        press(Key.of('w'));
        assertThat(model.why.explanation.orElseThrow().of().id())
                .isEqualTo(model.selectedMessage().orElseThrow().id());
    }
}
