package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever leaves in the middle of a lesson goes on there, and its end leads to the next one. */
class LessonPlaceTest {
    private static final String LEFT = "left at 5 of 8; the same command goes on there";
    private static final String ON = "It goes on where it was left, at 5 of 8";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private String own;

    @BeforeEach
    void write() throws IOException {
        own = Files.writeString(directory.resolve("own.lesson"), LessonCommandTest.OWN)
                .toString();
    }

    private int take(InputStream input, String... args) {
        CommandLine command = Main.withHandlers(new CommandLine(new LessonCommand(input)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        out.getBuffer().setLength(0);
        String score = directory.resolve("lessons.json").toString();
        return command.execute(
                Stream.concat(Stream.of(args), Stream.of("--score", score)).toArray(String[]::new));
    }

    /** Types this, and is gone. */
    private void leaveAfter(String typed, String... args) {
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        InputStream input =
                new SequenceInputStream(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), gone);
        assertThat(take(input, args)).isEqualTo(ExitCodes.ENVIRONMENT);
    }

    private String goOn(String typed, String... args) {
        assertThat(take(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), args))
                .as(err.toString())
                .isEqualTo(ExitCodes.VALID);
        return out.toString();
    }

    @Test
    void itGoesOnWhereItWasLeftWithTheAnswersThatWereGiven() {
        leaveAfter("2\n", own, "--plain");
        assertThat(out.toString()).endsWith(LEFT + "\n");
        String rest = goOn("2\n", own, "--plain");
        assertThat(rest)
                .contains(ON, "What is the first beast?", "2 of 2 is written down")
                .doesNotContain("Hello", "Who leads now?");
        assertThat(goOn("", own, "--plain"))
                .as("the next time")
                .contains("Hello")
                .doesNotContain(ON);
    }

    @Test
    void whoWantsToBeginsAnew() {
        leaveAfter("2\n", own, "--plain");
        assertThat(goOn("1\n2\n", own, "--plain", "--restart"))
                .contains("Hello", "Who leads now?")
                .doesNotContain(ON);
    }

    @Test
    void anotherSeedAndAScriptsAnswersBeginAnewAndLeaveThePlace() {
        leaveAfter("2\n", own, "--plain");
        assertThat(goOn("", own, "--answers", "1")).contains("Hello").doesNotContain(ON);
        leaveAfter("2\n", own, "--plain");
        leaveAfter("", own, "--plain", "--seed", "9");
        assertThat(out.toString()).contains("Hello").doesNotContain(ON);
    }

    @Test
    void aLessonThatWasChangedMeanwhileBeginsAnew() throws IOException {
        leaveAfter("2\n", own, "--plain");
        String longer = LessonCommandTest.OWN.replace("== try", "== page More\nText.\n== try");
        Files.writeString(directory.resolve("own.lesson"), longer);
        assertThat(goOn("", own, "--plain")).contains("Hello").doesNotContain(ON);
    }

    @Test
    void theListSaysWhereOneWasLeft() {
        leaveAfter("", "1", "--plain");
        assertThat(goOn("")).containsPattern("  1  .* min   left at \\d+ of \\d+\n");
    }

    @Test
    void theEndNamesTheNextLessonAndTheLastOneNone() {
        assertThat(goOn("", "1", "--plain")).containsPattern("Next: .* \\(\\d+ minutes\\), with raftbeat lesson 2\\.");
        assertThat(goOn("", "14", "--plain")).doesNotContain("Next: ");
        assertThat(goOn("", own, "--plain")).doesNotContain("Next: ");
    }
}
