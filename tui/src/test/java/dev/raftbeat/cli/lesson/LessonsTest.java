package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonParser;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.Section;
import dev.raftbeat.lesson.SimRun;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.lesson.LessonModel;
import dev.raftbeat.screen.lesson.LessonPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson of the repository is gone through: what it calls an answer must be what its run shows. */
class LessonsTest {
    private static final Path FILES = Path.of("..", "cluster-sim", "src", "main", "resources", "lessons");

    static Stream<Lesson> lessons() {
        return Lessons.all().stream();
    }

    @Test
    void theShippedLessonsAreTheFilesInOrder() throws Exception {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(path -> path.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(
                            Lessons.NAMES.stream().map(name -> name + ".lesson").toList());
        }
        assertThat(lessons())
                .allSatisfy(lesson -> assertThat(lesson.name()).startsWith(String.format("%02d-", lesson.number())));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void everyAnswerIsWhatTheRunShowsAndEveryStageFits(Lesson lesson) throws Exception {
        assertThat(problems(lesson)).as(lesson.file()).isEmpty();
        assertThat(lesson.minutes()).isBetween(3, 10);
        assertThat(lesson.questions()).hasSizeBetween(2, 5);
        assertThat(String.join(" ", lesson.alone())).contains("raftbeat ");
        String teacher = String.join(" ", lesson.teacher());
        assertThat(teacher.split("\\s+")).as("a teacher's page").hasSizeGreaterThan(60);
        assertThat(timings(teacher)).as("the timings add up").isEqualTo(lesson.minutes());
        assertThat(words(lesson) / 180.0)
                .as("minutes that reading alone takes, at 180 words a minute")
                .isLessThan(lesson.minutes());
    }

    private static int timings(String teacher) {
        int minutes = 0;
        for (String word : teacher.substring(teacher.indexOf("Timing:")).split("[^0-9]+")) {
            minutes += word.isEmpty() ? 0 : Integer.parseInt(word);
        }
        return minutes;
    }

    private static int words(Lesson lesson) {
        int words = 0;
        for (Section section : lesson.sections()) {
            if (section instanceof Section.Page page) {
                words += String.join(" ", page.text()).split("\\s+").length;
            } else if (section instanceof Section.Ask ask) {
                words += ask.question().split("\\s+").length;
                for (Section.Choice choice : ask.choices()) {
                    words += choice.text().split("\\s+").length;
                }
            }
        }
        return words;
    }

    @Test
    void aWrongAnswerIsFound() throws Exception {
        String text = Files.readString(FILES.resolve("01-heartbeats.lesson"));
        String wrong = text.replace("| elections == 0", "| elections >= 1");
        assertThat(wrong).isNotEqualTo(text);
        assertThat(problems(LessonParser.parse("wrong.lesson", wrong)))
                .singleElement()
                .asString()
                .contains("Somebody sets the heartbeat", "2 choices are right");
        String none = text.replace("saw TimerFired within 1E", "saw TimerFired within 1ms");
        assertThat(problems(LessonParser.parse("none.lesson", none)))
                .singleElement()
                .asString()
                .contains("The leader is killed", "0 choices are right");
        String doubt = text.replace("saw TimerFired within 1E", "never saw QuorumLost")
                .replace("\nkill leader\n", "\nskew leader +1%\nkill leader\n");
        assertThat(problems(LessonParser.parse("doubt.lesson", doubt)))
                .anySatisfy(one -> assertThat(one).contains("is unknown"));
        String stuck = text.replace("run 2E\n", "run until no leader within 1E\nrun until saw Stopped within 1E\n");
        assertThat(problems(LessonParser.parse("stuck.lesson", stuck)))
                .anySatisfy(one -> assertThat(one).contains("run until saw Stopped"));
        String longer = text.replace("Only when", "Only when ".repeat(100));
        assertThat(problems(LessonParser.parse("longer.lesson", longer)))
                .anySatisfy(one -> assertThat(one).contains("does not fit"));
    }

    /** What is wrong with a lesson, in sentences. */
    private static List<String> problems(Lesson lesson) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        LessonPlayer player = new LessonPlayer(lesson);
        List<SimRun> made = new ArrayList<>();
        try (LessonRun run = new LessonRun(
                lesson,
                stretch -> {
                    SimRun one = new SimRun(stretch, OptionalLong.empty());
                    made.add(one);
                    return one;
                },
                new LessonCommands(lesson))) {
            LessonModel model = new LessonModel(player);
            boolean more = true;
            while (more) {
                run.cluster(player.section())
                        .ifPresent(cluster -> model.cluster(new Model(
                                cluster.world().title(), cluster.world().members())));
                stage(player, run, problems);
                fits(model, problems);
                if (player.stage().kind() == Kind.ASK) {
                    player.pass();
                } else {
                    more = player.next();
                }
            }
            assertThat(player.over()).isTrue();
        }
        made.forEach(run -> problems.addAll(run.broken()));
        return problems;
    }

    private static void stage(LessonPlayer player, LessonRun run, List<String> problems) throws InterruptedException {
        if (player.stage().kind() == Kind.RUN) {
            StretchOutcome outcome = run.run(player.section());
            player.learn(outcome);
            outcome.troubles().forEach(problems::add);
            player.question().ifPresent(ask -> decided(ask, outcome, problems));
        } else if (player.section() instanceof Section.WhyOf why
                && run.explain(why).isEmpty()) {
            problems.add("line " + why.line() + ": there is nothing to explain");
        }
    }

    private static void decided(Section.Ask ask, StretchOutcome outcome, List<String> problems) {
        long right = outcome.said().stream()
                .filter(said -> said.verdict() == Verdict.VALID)
                .count();
        if (right != 1) {
            problems.add(ask.question() + " " + right + " choices are right: " + outcome.said());
        }
        outcome.said().stream()
                .filter(said -> said.verdict() == Verdict.UNKNOWN)
                .forEach(said -> problems.add(ask.question() + " one choice is unknown: " + said.reason()));
    }

    /** What a run shows may be longer than the screen; what is to be read may not. */
    private static void fits(LessonModel model, List<String> problems) {
        boolean run = model.player().stage().kind() == Kind.RUN;
        String picture = LessonPicture.of(model, 80, 24).text();
        boolean cut = picture.contains("↓ more") || picture.contains("…");
        if (!run && cut || picture.contains("…")) {
            problems.add("does not fit into 80x24:\n" + picture);
        }
    }
}
