package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonParser;
import dev.raftbeat.lesson.LessonSyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lesson may come from anybody: what its commands ask for comes to an end. */
class LessonLimitsTest {
    private static final String LESSON =
            "lesson 90 Endless\nminutes 3\n== command raftbeat %s\n== try\nx\n== teacher\nx\n";

    @TempDir
    private Path folder;

    private static String refusal(String command) throws LessonSyntaxException {
        Lesson lesson = LessonParser.parse("evil.lesson", LESSON.formatted(command));
        UserError trouble = catchThrowableOfType(UserError.class, () -> new LessonCommands(lesson));
        assertThat(trouble).as(command).isNotNull();
        assertThat(trouble.exitCode()).isEqualTo(ExitCodes.USAGE);
        return trouble.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sweep --seeds 100000000",
                "sweep --seeds=501",
                "sweep --seeds 30 --from 9007199254740991",
                "run store/mine.scenario --seeds 1000000",
                "explore --limit 2000000000",
                "explore --nodes 3 --terms 2 --depth 1000000",
                "topologies --nodes 100000000",
                "topologies --nodes 10,1001",
                "topologies --nodes 10 --nodes 1001",
                "topologies --nodes 10,10,10,10,10,10,10,10,10",
                "topologies --trials 1000",
                "detectors --beats 20000000",
                "detectors --interval 1000h",
                "figure election-timeouts --trials 1000",
                "replay store/run/latest --plain --fork-at 1s --for 100000000s",
                "replay store/run/latest --plain --fork-at 1s --for 11",
                "replay store/run/latest --plain --fork-at 1s --for NaN",
                "replay store/run/latest --plain --fork-at 1s --for 1e30h",
                "checklist --nodes 2000000000",
                "checklist --pause-every 2h",
                "run a a a a a a a a a"
            })
    void whatHasNoEndIsRefusedWhenItIsRead(String command) throws LessonSyntaxException {
        assertThat(refusal(command)).startsWith("evil.lesson:3: ");
    }

    @Test
    void aRefusalSaysHowMuchIsAllowed() throws LessonSyntaxException {
        assertThat(refusal("sweep --seeds 100000000"))
                .contains(": found \"100000000\", expected for --seeds of raftbeat sweep in a lesson at most 500");
    }

    /** What a command would do by itself may be too much for a lesson. */
    @Test
    void aGreaterDefaultIsNotTaken() {
        assertThat(new LessonCommandLine(List.of("sweep")).in(folder))
                .containsExactly("sweep", "--seeds=500", "--out=" + folder + "/store", "--");
        assertThat(new LessonCommandLine(List.of("topologies", "--topology=ring")).in(folder))
                .containsExactly("topologies", "--topology=ring", "--nodes=10,100,1000", "--");
        assertThat(new LessonCommandLine(List.of("explore", "--terms=2")).in(folder))
                .contains("--limit=200000");
    }
}
