package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonParserTest {
    static final String SMALL = """
            # a comment
            lesson 3 Terms and votes
            minutes 9

            == page Time in numbers
            Two lines
            of one paragraph.

              a formula

            == cluster
            cluster 3 seed 5
            run until stable

            == ask Who wins?
            - The old one | leader is old-leader
            - Another one | leader is not old-leader

            == play
            kill leader
            run 4E

            == why first BecameLeader
            So it was:

            == ask What does it print?
            - Nothing | never prints "x"
            - An x | prints "x"

            == command raftbeat zoo "two words" list

            == try
            raftbeat demo

            == teacher
            Timing: 9 minutes.
            """;

    private static String problem(String text) {
        LessonSyntaxException wrong =
                catchThrowableOfType(LessonSyntaxException.class, () -> LessonParser.parse("my.lesson", text));
        assertThat(wrong).as(text).isNotNull();
        return wrong.getMessage();
    }

    @Test
    void everySectionIsReadInItsOrder() throws LessonSyntaxException {
        Lesson lesson = LessonParser.parse("folder/03-terms.lesson", SMALL);
        assertThat(lesson.name()).isEqualTo("03-terms");
        assertThat(lesson.number()).isEqualTo(3);
        assertThat(lesson.title()).isEqualTo("Terms and votes");
        assertThat(lesson.minutes()).isEqualTo(9);
        assertThat(lesson.sections().stream().map(one -> one.getClass().getSimpleName()))
                .containsExactly("Page", "Cluster", "Ask", "Play", "WhyOf", "Ask", "Command");
        Section.Page page = (Section.Page) lesson.sections().get(0);
        assertThat(page.text()).containsExactly("Two lines", "of one paragraph.", "", "  a formula");
        Section.Command command = (Section.Command) lesson.sections().get(6);
        assertThat(command.words()).containsExactly("zoo", "two words", "list");
        assertThat(command.text()).isEqualTo("raftbeat zoo \"two words\" list");
        assertThat(lesson.questions().get(0).choices().get(1).expectation()).isEqualTo("leader is not old-leader");
        assertThat(lesson.stretches()).hasSize(1);
        assertThat(lesson.alone()).containsExactly("raftbeat demo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "minutes 9 ~ minutes 0 ~ 3: found \"0\", expected how many minutes",
                "minutes 9 ~ hours 9 ~ 3: found \"hours 9\", expected \"lesson NUMBER TITLE\"",
                "lesson 3 Terms and votes ~ lesson three Terms ~ 2: found \"three\", expected the lesson's number",
                "== page Time in numbers ~ == pace Time in numbers ~ 5: found \"pace\", expected one of page",
                "== page Time in numbers ~ == page ~ 5: expected a title",
                "cluster 3 seed 5 ~ cluster 12 seed 5 ~ 12: found \"12\", expected how many nodes",
                "cluster 3 seed 5 ~ cluster 3 ~ 11: expected a seed",
                "- Another one | leader is not old-leader ~ - Another one ~ 17: found \"- Another one\", expected",
                "- Another one | leader is not old-leader ~ - Another one | leaders > 2 ~ 17: found \"leaders\"",
                "- Another one | leader is not old-leader ~ # ~ 17: found \"#\", expected",
                "kill leader ~ kil leader ~ 20: found \"kil\", expected",
                "kill leader ~ expect leader ~ 20: found \"expect leader\", expected a line that does something",
                "== why first BecameLeader ~ == why once BecameLeader ~ 23: found \"once BecameLeader\", expected",
                "prints \"x\" ~ print \"x\" ~ 27: expected prints",
                "== command raftbeat zoo \"two words\" list ~ == command zoo list ~ 30: found \"zoo list\", expected",
                "== try ~ == page More ~ 36: expected a section \"== try\"",
                "== teacher ~ == try ~ 35: found a second section \"== try\"",
                "raftbeat demo ~ # ~ ok",
            })
    void aSlipIsToldWithItsLine(String right, String wrong, String expected) throws LessonSyntaxException {
        assertThat(SMALL).contains(right);
        String text = SMALL.replace(right, wrong);
        if (expected.equals("ok")) {
            assertThat(LessonParser.parse("my.lesson", text).alone()).containsExactly("#");
        } else {
            assertThat(problem(text)).startsWith("my.lesson:" + expected);
        }
    }

    @Test
    void commandsSayWhatIsShownAndMaterialLiesBesideThem() throws LessonSyntaxException {
        String text = SMALL.replace("two words\" list\n", "two words\" list\nhide \"a b\" c\ncolumns \"T_D med\"\n")
                .replace(
                        "== try",
                        "== recording incident\ncluster 3 seed 2\nrun 1s\n\n"
                                + "== scenario first\ncluster 3\nkill n1\nexpect leader\n\n== try");
        Lesson lesson = LessonParser.parse("my.lesson", text);
        Section.Command command = (Section.Command) lesson.sections().get(6);
        assertThat(command.view()).isEqualTo(new OutputView(List.of("a b", "c"), List.of("T_D med")));
        Section.Material recording = (Section.Material) lesson.sections().get(7);
        assertThat(recording.recorded()).isTrue();
        assertThat(((Section.Material) lesson.sections().get(8)).name()).isEqualTo("first");
        assertThat(problem(text.replace("hide \"a b\" c", "show c"))).contains("found \"show c\", expected hide");
        assertThat(problem(text.replace("cluster 3 seed 2", "cluster 3"))).contains("expected a seed");
        assertThat(problem(text.replace("kill n1", "kill n9"))).startsWith("my.lesson:40: found \"n9\"");
        assertThat(problem(text.replace("== scenario first", "== scenario FIRST")))
                .contains("expected a name");
    }

    @Test
    void sectionsMustFollowInAnOrderThatCanBePlayed() {
        String noCluster = SMALL.replaceAll("(?s)== cluster.*== ask Who", "== ask Who");
        assertThat(problem(noCluster)).contains("expected \"== cluster\" before anything is played");
        String noPlay = SMALL.replaceAll("(?s)== play.*== why", "== why");
        assertThat(problem(noPlay)).startsWith("my.lesson:15: expected \"== play\" or \"== command\" just behind");
        String early = SMALL.replace("== page Time in numbers", "== why").replaceAll("(?s)Two lines.*formula\n", "");
        assertThat(problem(early)).startsWith("my.lesson:5: expected \"== play\" before anything is explained");
        String two = SMALL.replace("run until stable\n", "run until stable\ncluster 5 seed 1\n");
        assertThat(problem(two)).contains("expected one line \"cluster ...\"");
    }

    @Test
    void whateverTheTextItEndsInALessonOrInOneSentence() {
        for (int cut = 0; cut < SMALL.length() - 40; cut += 7) {
            assertThat(problem(SMALL.substring(0, cut))).doesNotContain("\n").startsWith("my.lesson:");
        }
        assertThat(problem("\u001b[2J")).doesNotContain("\u001b");
        assertThat(problem("x".repeat(LessonParser.LENGTH_MAX + 1))).contains("at most");
    }
}
