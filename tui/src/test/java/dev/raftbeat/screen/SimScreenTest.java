package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldObserver;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The screen on a real simulation: the same moment is the same picture, however one came to it. */
class SimScreenTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern HEARS = Pattern.compile("hears (\\d)");

    /** Notable facts from the campaign until a quorum follows the new leader. */
    private static final int STEPS = 19;

    private final SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)));
    private final TimeTravel time = world.timeTravel().orElseThrow();
    private final Model model = new Model(world.title(), world.members());
    private int anew;

    @BeforeEach
    void watch() {
        model.time(TimeView.of(time));
        world.observe(new WorldObserver() {
            @Override
            public void tell(StampedFact fact) {
                model.hear(fact);
            }

            @Override
            public void startAnew() {
                anew++;
                model.startAnew();
            }
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Canvas draw(int width, int height) {
        model.time(TimeView.of(time));
        model.settle();
        return ClusterScreen.of(model, width, height, time.position().nanos());
    }

    private List<Canvas> draw() {
        return List.of(draw(80, 24), draw(120, 36), draw(200, 50));
    }

    private void take(TimeCommand journey) {
        assertThat(journey.take(time).done()).as("%s", journey).isTrue();
    }

    private static void assertSame(List<Canvas> now, List<Canvas> before) {
        for (int i = 0; i < now.size(); i++) {
            assertThat(now.get(i).text()).isEqualTo(before.get(i).text());
            assertThat(cells(now.get(i))).isEqualTo(cells(before.get(i)));
        }
    }

    private static List<String> cells(Canvas canvas) {
        List<String> cells = new ArrayList<>();
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                cells.add(canvas.glyph(x, y) + " " + canvas.style(x, y) + " " + canvas.inverse(x, y));
            }
        }
        return cells;
    }

    /** The one that was killed spoke within the window, but in an earlier term. */
    @Test
    void aNewLeaderHasNotHeardTheOneThatItSucceeds() {
        take(new TimeCommand.ToTime(10 * SECOND));
        NodeId old = model.picture().leader().orElseThrow().node();
        assertThat(TypedLines.apply(world::apply, "kill leader").done()).isTrue();
        take(new TimeCommand.Step(TimeStep.ELECTION, false));
        while (model.picture().leader().isEmpty()) {
            take(new TimeCommand.Step(TimeStep.NOTABLE, false));
        }
        assertThat(model.picture().leader().orElseThrow().node()).isNotEqualTo(old);
        assertThat(draw(120, 36).text()).doesNotContain("hears 5").contains("hears");
    }

    /** What the dead leader sent may still arrive, of a term that is over. */
    @Test
    void inNoFrameDoesANewLeaderHearThoseWhoHaveNotSpokenInItsTerm() {
        take(new TimeCommand.ToTime(10 * SECOND));
        NodeId old = model.picture().leader().orElseThrow().node();
        assertThat(TypedLines.apply(world::apply, "slow leader -> all 3s").done())
                .isTrue();
        take(new TimeCommand.ToTime(10 * SECOND + 600_000_000L));
        assertThat(TypedLines.apply(world::apply, "kill leader+1").done()).isTrue();
        assertThat(TypedLines.apply(world::apply, "kill " + old).done()).isTrue();
        int frames = 0;
        while (time.position().nanos() < 15 * SECOND) {
            take(new TimeCommand.Step(TimeStep.FACT, false));
            Matcher hears = HEARS.matcher(draw(120, 36).text());
            if (model.picture().leader().isPresent() && hears.find()) {
                frames++;
                assertThat(Integer.parseInt(hears.group(1)))
                        .as("at %d ns", time.position().nanos())
                        .isBetween(1, 3);
            }
        }
        assertThat(frames).isGreaterThan(50);
    }

    /** A deaf node asks for promises in a term to come; that it spoke is heard all the same. */
    @Test
    void aLeaderGoesOnHearingOneThatAsksForPromises() {
        take(new TimeCommand.ToTime(10 * SECOND));
        String deaf = model.picture().leader().orElseThrow().node().name().equals("n1") ? "n2" : "n1";
        assertThat(TypedLines.apply(world::apply, "cut all -> " + deaf).done()).isTrue();
        int asked = 0;
        while (time.position().nanos() < 16 * SECOND) {
            take(new TimeCommand.Step(TimeStep.NOTABLE, false));
            String text = draw(120, 36).text();
            if (text.contains("◇ " + deaf) && time.position().nanos() < 13 * SECOND) {
                asked++;
                assertThat(text).as("at %d ns", time.position().nanos()).contains("hears 5/5");
            }
        }
        assertThat(asked).isPositive();
    }

    @Test
    void backAndForthOverAnElectionIsTheSamePictureEachTime() {
        assertThat(TypedLines.apply(world::apply, "set evidence off").done()).isTrue();
        take(new TimeCommand.ToTime(10 * SECOND));
        String leader = model.picture().leader().orElseThrow().node().name();
        assertThat(TypedLines.apply(world::apply, "kill " + leader).done()).isTrue();
        List<Moment> moments = new ArrayList<>();
        List<List<Canvas>> pictures = new ArrayList<>();
        take(new TimeCommand.Step(TimeStep.ELECTION, false));
        for (int i = 0; i < STEPS; i++) {
            moments.add(time.position());
            pictures.add(draw());
            take(new TimeCommand.Step(TimeStep.NOTABLE, false));
        }
        assertThat(pictures.get(0).get(1).text()).contains("◆").contains("no leader for");
        assertThat(pictures.get(STEPS - 1).get(1).text()).contains("★ n2 leads term 2");

        for (int i = STEPS - 1; i >= 0; i--) {
            take(new TimeCommand.Step(TimeStep.NOTABLE, true));
            assertThat(time.position()).isEqualTo(moments.get(i));
            assertSame(draw(), pictures.get(i));
        }
        assertThat(anew).as("each step back tells the run again").isEqualTo(STEPS);
        for (int i = 1; i < STEPS; i++) {
            take(new TimeCommand.Step(TimeStep.NOTABLE, false));
            assertSame(draw(), pictures.get(i));
        }
        take(new TimeCommand.ToTime(SECOND));
        take(new TimeCommand.ToFact(moments.get(5).facts()));
        assertSame(draw(), pictures.get(5));
    }

    /** Kill and freeze, too: their undoing is a word, and what is gone or goes on again is no fault any more. */
    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {
                "KILL",
                "PAUSE",
                "ISOLATE",
                "BRIDGE",
                "PARTITION",
                "STALL_DISK",
                "CUT",
                "CUT_BOTH",
                "SLOW",
                "LOSE",
                "DUPLICATE",
                "REORDER",
                "BLACKHOLE",
                "FLAP"
            })
    void theSameKeyAgainUndoesAndNothingIsStacked(Action action) {
        take(new TimeCommand.ToTime(10 * SECOND));
        for (int round = 0; round < 2; round++) {
            press(action);
            assertThat(model.picture().faults()).as("%s, once", action).isNotEmpty();
            press(action);
            assertThat(model.picture().faults()).as("%s, again", action).isEmpty();
        }
    }

    @Test
    void theStripStandsStillWhileAMomentIsChosenOnIt() {
        take(new TimeCommand.ToTime(60 * SECOND));
        draw(80, 24);
        model.focus = ScreenPart.STRIP;
        Update.key(model, Key.of(Key.Code.LEFT), time.position().nanos());
        Update.key(model, Key.of(Key.Code.LEFT), time.position().nanos());
        String axis = axis();
        take(new TimeCommand.ToTime(75 * SECOND));
        assertThat(axis()).isEqualTo(axis);
        Update.key(model, Key.of(Key.Code.END), time.position().nanos());
        assertThat(axis()).isNotEqualTo(axis);
    }

    private String axis() {
        return draw(80, 24)
                .text()
                .lines()
                .filter(line -> line.startsWith(" time "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTransferThatNothingComesOfDoesNotKeepItsTick() {
        take(new TimeCommand.ToTime(10 * SECOND));
        assertThat(TypedLines.apply(world::apply, "isolate n1").done()).isTrue();
        press(Action.TRANSFER);
        assertThat(draw(120, 36).text()).contains("✓ n5 hands leadership over to n1");
        take(new TimeCommand.ToTime(14 * SECOND));
        assertThat(draw(120, 36).text()).contains("✗ n5 gave up handing term 1 over to n1");
    }

    @Test
    void aDeadNodeHasNoSettingsAndBeginsWithThoseOfTheOthers() {
        take(new TimeCommand.ToTime(10 * SECOND));
        assertThat(TypedLines.apply(world::apply, "kill n3").done()).isTrue();
        press(Action.PREVOTE);
        assertThat(draw(120, 36).text()).contains("PreVote off");
        press(Action.PREVOTE);
        assertThat(draw(120, 36).text()).contains("PreVote on");
        press(Action.PREVOTE);
        assertThat(TypedLines.apply(world::apply, "restart n3").done()).isTrue();
        take(new TimeCommand.ToTime(11 * SECOND));
        assertThat(draw(120, 36).text()).contains("PreVote off");
    }

    private void press(Action action) {
        for (Request request :
                Update.key(model, action.keys().get(0), time.position().nanos())) {
            World.Outcome outcome = TypedLines.apply(world::apply, ((Request.Apply) request).line());
            assertThat(outcome.done()).as(outcome.sentence()).isTrue();
            model.outcome(true, outcome.sentence());
        }
    }

    @Test
    void nobodyIsSentMoreThanTenMinutesAhead() {
        take(new TimeCommand.ToTime(2 * SECOND));
        World.Outcome far = new TimeCommand.ToTime(602 * SECOND + 1).take(time);
        assertThat(far).isEqualTo(new World.Outcome(false, "at most ten minutes ahead: at 10:02.000"));
        assertThat(time.position().nanos()).isEqualTo(2 * SECOND);
        assertThat(new TimeCommand.ToFact(1L << 40).take(time))
                .isEqualTo(new World.Outcome(false, "no such fact within ten virtual minutes"));
        assertThat(time.position().nanos()).isBetween(602 * SECOND, 603 * SECOND);
    }

    @Test
    void aMessageUnderWayIsShownAndCanBeLost() {
        while (time.inFlight().isEmpty()) {
            take(new TimeCommand.Step(TimeStep.FACT, false));
        }
        model.focus = ScreenPart.MESSAGES;
        String before = draw(120, 36).text();
        int count = model.messages().size();
        assertThat(before)
                .contains("Messages under way")
                .contains("→ under way")
                .contains("▸ n");

        take(new TimeCommand.Drop(model.selectedMessage().orElseThrow().id()));

        draw(120, 36);
        assertThat(model.messages()).hasSize(count - 1);
    }

    @Test
    void theBeginningIsReachedAndSaid() {
        take(new TimeCommand.Step(TimeStep.FACT, false));
        assertThat(new TimeCommand.Step(TimeStep.ELECTION, true).take(time).done())
                .isFalse();
        assertThat(time.position()).isEqualTo(Moment.START);
        assertThat(draw(80, 24).text()).contains("fact 0 at 0:00.000");
    }

    @Test
    void whereNothingHappensItStays() {
        take(new TimeCommand.ToTime(10 * SECOND));
        List<Canvas> before = draw();
        Moment here = time.position();

        assertThat(new TimeCommand.Step(TimeStep.ELECTION, false).take(time).done())
                .isFalse();

        assertThat(time.position()).isEqualTo(here);
        assertSame(draw(), before);
    }

    @Test
    void stopsGoesAndChangesPace() {
        take(new TimeCommand.StopOrGo());
        assertThat(time.isPlaying()).isTrue();
        take(new TimeCommand.StopOrGo());
        assertThat(time.isPlaying()).isFalse();
        take(new TimeCommand.Pace(false));
        assertThat(time.speed()).isEqualTo(0.3);
        take(new TimeCommand.Pace(true));
        take(new TimeCommand.Pace(true));
        assertThat(time.speed()).isEqualTo(3);
    }
}
