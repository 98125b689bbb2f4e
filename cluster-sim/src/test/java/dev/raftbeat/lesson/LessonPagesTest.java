package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LessonPagesTest {
    private static final Path PAGE = Path.of("..", "docs", "LESSONS.md");
    private static final String BEGIN = "<!-- lessons: made from their files -->\n";
    private static final String END = "<!-- end of lessons -->";

    @Test
    void theTeachersPagesAreThoseOfTheLessons() throws IOException {
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).isPositive().isLessThanOrEqualTo(end);
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(PAGE, text.substring(0, begin) + LessonPages.markdown() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("write it with -Draftbeat.rewrite=true")
                .isEqualTo(LessonPages.markdown());
    }

    /** The example that the page shows to whoever writes a lesson is one. */
    @Test
    void theExampleOfThePageIsALesson() throws Exception {
        String text = Files.readString(PAGE);
        int begin = text.indexOf("```lesson\n") + "```lesson\n".length();
        Lesson lesson = LessonParser.parse("example.lesson", text.substring(begin, text.indexOf("```", begin)));
        try (LessonRun run = new LessonRun(
                lesson,
                stretch -> new SimRun(stretch, java.util.OptionalLong.empty()),
                (words, folder) -> new CommandOutput(0, java.util.List.of()))) {
            for (Section section : lesson.sections()) {
                if (section instanceof Section.Play play) {
                    assertThat(run.run(play).right()).hasValue(1);
                    assertThat(run.run(play).troubles()).isEmpty();
                }
            }
        }
    }
}
