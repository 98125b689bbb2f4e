package dev.raftbeat.screen.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.lesson.LessonParser;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonSyntaxException;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.TextFlaws;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.lesson.LessonUpdate.Wish;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lesson as it is drawn, and what keys do to it. */
public class LessonScreenTest {
    private static final String TEXT = """
            lesson 3 Terms and votes
            minutes 9
            == page Time in numbers
            Clocks differ.
            == cluster
            cluster 5 seed 5
            run until stable
            == ask Who wins?
            - The old one | leader is old-leader
            - Another one | leader is not old-leader
            == play
            kill leader
            run 4E
            == why
            == command raftbeat zoo list
            == try
            raftbeat demo
            == teacher
            Timing.
            """;

    private final LessonModel model = new LessonModel(player());

    private static LessonPlayer player() {
        try {
            return new LessonPlayer(LessonParser.parse("3.lesson", TEXT));
        } catch (LessonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void cluster(int members) {
        List<NodeId> all = IntStream.rangeClosed(1, members)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
        model.cluster(new Model(members + " simulated nodes", all));
    }

    private Wish press(Code code) {
        return LessonUpdate.key(model, Key.of(code));
    }

    private Wish press(char letter) {
        return LessonUpdate.key(model, Key.of(letter));
    }

    private String draw() {
        return LessonPicture.of(model, 80, 24).text();
    }

    private void toTheRun() {
        press(Code.ENTER);
        assertThat(press('2')).isEqualTo(Wish.SHOW);
        assertThat(model.player().stage().kind()).isEqualTo(Kind.RUN);
    }

    private void seen() {
        model.player()
                .learn(new StretchOutcome(
                        List.of(
                                new StretchOutcome.Said(Verdict.VIOLATED, "a quorum follows n2"),
                                new StretchOutcome.Said(Verdict.VALID, "a quorum follows n2")),
                        List.of(),
                        List.of()));
    }

    @Test
    void aLessonIsGoneThroughWithTwoKeysAndTheNumbers() {
        cluster(5);
        assertThat(draw()).contains("Lesson 3  Terms and votes  1/7", "Clocks differ.", "Nodes", "Enter on");
        assertThat(press('1')).isEqualTo(Wish.NOTHING);
        assertThat(draw()).contains("nothing is asked here");
        assertThat(press(Code.ENTER)).isEqualTo(Wish.SHOW);
        assertThat(draw()).contains("Who wins?", "  1  The old one", "1-2 your answer");
        assertThat(press(Code.ENTER)).isEqualTo(Wish.NOTHING);
        assertThat(draw()).contains("first say what you think");
        assertThat(press('3')).isEqualTo(Wish.NOTHING);
        assertThat(draw()).contains("1 to 2, please");
        assertThat(press('2')).isEqualTo(Wish.SHOW);
        model.time(5, true, false, 0.1);
        assertThat(draw())
                .contains("Your answer: Another one", "Done: kill leader; run 4E", "Feed", "Enter to its end");
        assertThat(press(Code.ENTER)).isEqualTo(Wish.SKIP);
        model.time(5, false, false, 0.1);
        assertThat(press(Code.ENTER)).as("it has shown nothing yet").isEqualTo(Wish.NOTHING);
        seen();
        assertThat(press(Code.ENTER)).isEqualTo(Wish.SHOW);
        assertThat(draw())
                .contains(
                        "You said 2, and so it is.",
                        "✗ 1  The old one",
                        "     a quorum follows n2",
                        "✓ 2  Another one");
        assertThat(press(Code.BACKSPACE)).isEqualTo(Wish.SHOW);
        assertThat(press(Code.BACKSPACE)).isEqualTo(Wish.SHOW);
        assertThat(press('1')).as("the first answer counts, and it goes on").isEqualTo(Wish.SHOW);
        press(Code.ENTER);
        press(Code.ENTER);
        assertThat(draw()).contains("━ Why", "Nothing has happened yet that could be explained.");
    }

    @Test
    void theEndSaysWhatToTryAndHowItWent() {
        toTheRun();
        seen();
        press(Code.ENTER);
        press(Code.ENTER);
        press(Code.ENTER);
        assertThat(draw()).contains("A command", "$ raftbeat zoo list");
        model.player().learn(new StretchOutcome(List.of(), List.of(), List.of("one animal")));
        assertThat(draw()).contains("one animal");
        press(Code.ENTER);
        assertThat(model.player().over()).isTrue();
        assertThat(draw()).contains("To try alone", "raftbeat demo", "You foresaw 1 of 1.");
        assertThat(press(Code.ENTER)).isEqualTo(Wish.NOTHING);
        assertThat(draw()).contains("q leaves");
    }

    @Test
    void theHelpIsTheTableOfKeys() {
        press('?');
        String help = draw();
        for (Action action : LessonHelp.actions()) {
            assertThat(help).as("%s", action).contains(action.label());
        }
        for (Action action : Action.of(Action.Group.LESSON)) {
            assertThat(help).as("%s", action).contains(action.help());
        }
        assertThat(help).doesNotContain("↓ more");
        press(Code.ESC);
        assertThat(draw()).contains("Clocks differ.");
        assertThat(press('k')).isEqualTo(Wish.NOTHING);
        assertThat(draw()).contains("a lesson breaks things itself");
    }

    @Test
    void everyOtherKeyAsksTheLoop() {
        assertThat(press('r')).isEqualTo(Wish.REPLAY);
        assertThat(press(' ')).isEqualTo(Wish.STOP_OR_GO);
        assertThat(press('[')).isEqualTo(Wish.SLOWER);
        assertThat(press(']')).isEqualTo(Wish.FASTER);
        assertThat(press('q')).isEqualTo(Wish.QUIT);
        assertThat(LessonUpdate.key(model, Key.ctrl('c'))).isEqualTo(Wish.INTERRUPT);
        assertThat(LessonUpdate.key(model, Key.of(Code.GONE))).isEqualTo(Wish.INTERRUPT);
        assertThat(LessonUpdate.key(model, Key.ctrl('l'))).isEqualTo(Wish.REDRAW);
        assertThat(press('w')).isEqualTo(Wish.EXPLAIN);
        model.explanation(Optional.empty());
        assertThat(draw()).contains("Nothing has happened yet");
        press('w');
        assertThat(draw()).contains("Clocks differ.");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "1, 1", "20, 5", "200, 60", "80, 8"})
    void everySizeIsDrawnAtEveryStage(int width, int height) {
        cluster(9);
        for (int i = 0; i < 9; i++) {
            Canvas canvas = LessonPicture.of(model, width, height);
            assertThat(canvas.width()).isEqualTo(width);
            assertThat(canvas.height()).isEqualTo(height);
            model.player().pass();
            if (model.player().stage().kind() == Kind.RUN) {
                seen();
            }
            model.player().next();
        }
    }

    @Test
    void aRunIsSlowEnoughForTheEyeAndNotLongerThanHalfAMinute() {
        assertThat(LessonModel.speedFor(300_000_000L, 600_000_000L)).isEqualTo(0.1);
        assertThat(LessonModel.speedFor(300_000_000L, 6_000_000_000L)).isEqualTo(0.3);
        assertThat(LessonModel.speedFor(3_000_000_000L, 6_000_000_000L)).isEqualTo(1);
        assertThat(LessonModel.speedFor(300_000_000L, 300_000_000_000L)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"40,10", "60,20", "80,24", "120,36", "200,50"})
    void noTextIsCutWithoutASignAndNoColumnsTouch(int width, int height) {
        cluster(5);
        model.time(1_234_000_000L, false, true, 1);
        for (int stage = 0; stage < 6; stage++) {
            for (String keys : List.of("", "?", "w", "o")) {
                keys.chars().forEach(letter -> press((char) letter));
                assertThat(TextFlaws.of(LessonPicture.of(model, width, height)))
                        .as("%s at stage %d", keys, stage)
                        .isEmpty();
                if (!keys.isEmpty()) {
                    press(Code.ESC);
                }
            }
            press('1');
            press(Code.ENTER);
        }
    }
}
