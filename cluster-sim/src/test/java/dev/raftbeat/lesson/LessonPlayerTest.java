package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LessonPlayerTest {
    private final LessonPlayer player = new LessonPlayer(small());

    private static Lesson small() {
        try {
            return LessonParser.parse("03-terms.lesson", LessonParserTest.SMALL);
        } catch (LessonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static StretchOutcome outcome(Verdict... verdicts) {
        return new StretchOutcome(
                List.of(verdicts).stream()
                        .map(verdict -> new StretchOutcome.Said(verdict, "seen"))
                        .toList(),
                List.of(),
                List.of());
    }

    @Test
    void aQuestionIsAnsweredBeforeItsRunAndTheRunDecides() {
        assertThat(player.stage().kind()).isEqualTo(Kind.PAGE);
        assertThat(player.back()).isFalse();
        assertThat(player.choose(0)).isFalse();
        assertThat(player.next()).isTrue();
        assertThat(player.stage().kind()).isEqualTo(Kind.ASK);
        assertThat(player.next()).as("without an answer").isFalse();
        assertThat(player.choose(2)).as("there are two").isFalse();
        assertThat(player.choose(0)).isTrue();
        assertThat(player.choose(1)).as("changed before the run").isTrue();
        assertThat(player.next()).isTrue();
        assertThat(player.stage().kind()).isEqualTo(Kind.RUN);
        assertThat(player.next()).as("before the run has shown anything").isFalse();
        player.learn(outcome(Verdict.VIOLATED, Verdict.VALID));
        player.learn(outcome(Verdict.VALID, Verdict.VIOLATED));
        assertThat(player.next()).isTrue();
        assertThat(player.stage().kind()).isEqualTo(Kind.ANSWER);
        assertThat(player.outcome().orElseThrow().right()).hasValue(1);
        assertThat(player.score()).isEqualTo(new Score(1, 1));
        player.back();
        player.back();
        assertThat(player.choose(0)).as("after the run").isFalse();
        assertThat(player.score()).isEqualTo(new Score(1, 1));
    }

    @Test
    void whatARunDoesNotDecideDoesNotCount() {
        player.next();
        player.choose(0);
        player.next();
        player.learn(outcome(Verdict.VALID, Verdict.VALID));
        player.next();
        assertThat(player.score()).isEqualTo(new Score(0, 0));
        assertThat(player.undecided()).isTrue();
        assertThat(LessonText.of(player).get(0).text()).contains("does not count");
        player.next();
        assertThat(player.stage().kind()).isEqualTo(Kind.WHY);
        player.next();
        player.pass();
        player.learn(outcome(Verdict.VALID, Verdict.VIOLATED));
        player.next();
        assertThat(LessonText.of(player).get(0).text()).isEqualTo("It is 1.");
        player.next();
        assertThat(player.over()).isTrue();
        assertThat(player.next()).isFalse();
        assertThat(player.score()).isEqualTo(new Score(0, 1));
    }

    @Test
    void theRunIsJudgedBetweenItsOwnBeginningAndEndAndExplained() throws InterruptedException {
        Lesson lesson = small();
        Section.Play play = (Section.Play) lesson.sections().get(3);
        CommandOutput output = new CommandOutput(0, List.of("an x", "y"));
        try (LessonRun run = new LessonRun(
                lesson, stretch -> new SimRun(stretch, OptionalLong.empty()), (words, folder) -> output)) {
            StretchOutcome outcome = run.run(play);
            assertThat(outcome.troubles()).isEmpty();
            assertThat(outcome.right()).hasValue(1);
            assertThat(run.tale(play).get(0).text()).startsWith("killed ");
            assertThat(run.explain((Section.WhyOf) lesson.sections().get(4))
                            .orElseThrow()
                            .verdict())
                    .startsWith("back to a fault: kill ");
            StretchOutcome said = run.run(lesson.sections().get(6));
            assertThat(said.right()).hasValue(1);
            assertThat(said.output()).containsExactly("an x", "y");
        }
    }

    @Test
    void commandsFindTheMaterialAndSpeakOfItByItsName() throws Exception {
        String text = LessonParserTest.SMALL.replace(
                "== command raftbeat zoo \"two words\" list",
                "== command raftbeat why store/incident/latest store/first.scenario");
        Lesson lesson = LessonParser.parse(
                "my.lesson",
                text.replace(
                        "== ask What",
                        "== recording incident\ncluster 3 seed 2\nrun 1s\n"
                                + "== scenario first\ncluster 3\nkill n1\n== ask What"));
        List<Path> seen = new ArrayList<>();
        Section.Command command = (Section.Command) lesson.sections().get(8);
        try (LessonRun run =
                new LessonRun(lesson, stretch -> new SimRun(stretch, OptionalLong.empty()), (words, folder) -> {
                    seen.add(folder.resolve(words.get(1)));
                    seen.add(folder.resolve(words.get(2)));
                    return new CommandOutput(
                            0,
                            List.of(
                                    seen.get(0).toString(),
                                    real(seen.get(0)).getFileName().toString()));
                })) {
            StretchOutcome outcome = run.run(command);
            assertThat(seen.get(0).resolve("facts.ndjson")).isNotEmptyFile();
            assertThat(seen.get(1)).hasContent("cluster 3\nkill n1\n");
            assertThat(outcome.output()).containsExactly("store/incident/latest", "latest");
            assertThat(run.run(command)).as("a command is run once").isSameAs(outcome);
            assertThat(seen).hasSize(2);
        }
        assertThat(seen.get(1).getParent().getParent())
                .as("gone with the lesson")
                .doesNotExist();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anotherSeedIsAnotherRun() throws InterruptedException {
        Lesson lesson = small();
        Stretch stretch = lesson.stretches().get(0);
        try (SimRun one = new SimRun(stretch, OptionalLong.empty());
                SimRun same = new SimRun(stretch, OptionalLong.of(5));
                SimRun other = new SimRun(stretch, OptionalLong.of(6))) {
            for (SimRun run : List.of(one, same, other)) {
                assertThat(run.play(0).outcome().right()).hasValue(1);
            }
            assertThat(same.facts()).isEqualTo(one.facts());
            assertThat(other.facts()).isNotEqualTo(one.facts());
        }
    }
}
