package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.Lessons;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code raftbeat lesson} as a user and a script see it. */
public class LessonCommandTest {
    public static final String OWN = """
            lesson 90 My own
            minutes 3
            == page Hello
            Some text.
            == cluster
            cluster 3 seed 4
            run until stable
            == ask Who leads now?
            - Nobody | no leader
            - Somebody | leader
            == play
            kill leader
            run 4E
            == ask What is the first beast?
            - Two elections | prints "zwei"
            - Something else | never prints "zwei"
            == command raftbeat zoo list
            == try
            raftbeat demo
            == teacher
            Say little.
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = Stream.concat(
                        Stream.of("lesson"), Stream.concat(Stream.of(args), Stream.of("--score", score().toString())))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private Path score() {
        return directory.resolve("lessons.json");
    }

    private String own(String text) throws IOException {
        return Files.writeString(directory.resolve("own.lesson"), text).toString();
    }

    /** Takes a lesson in lines, with this typed. */
    private String typed(String input, String... args) {
        assertThat(take(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args))
                .isEqualTo(ExitCodes.VALID);
        return out.toString();
    }

    private int take(InputStream input, String... args) {
        CommandLine command = Main.withHandlers(new CommandLine(new LessonCommand(input)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        out.getBuffer().setLength(0);
        String[] all = Stream.concat(Stream.of(args), Stream.of("--plain", "--score", score().toString()))
                .toArray(String[]::new);
        return command.execute(all);
    }

    /** Says the same for ever. */
    private static InputStream endless(String text) {
        return new InputStream() {
            private long place;

            @Override
            public int read() throws IOException {
                if (place > 50_000_000) {
                    throw new IOException("more is read than anybody types");
                }
                return text.charAt((int) (place++ % text.length()));
            }
        };
    }

    @Test
    void answersThatNeverEndAreRefused() throws IOException {
        String file = own(OWN);
        assertThat(take(endless("\0"), file)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .isEqualTo("raftbeat: standard input holds a line of more than 1000 characters: expected a number from "
                        + "1 to 2, or nothing\n");
        err.getBuffer().setLength(0);
        assertThat(take(endless("y\n"), file)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .isEqualTo(
                        "raftbeat: standard input holds 100 lines in a row that are no answer: expected a number from "
                                + "1 to 2, or nothing\n");
    }

    @Test
    void answersThatCannotBeReadAreTheEnvironments() throws IOException {
        InputStream folder = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };
        assertThat(take(folder, own(OWN))).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString()).isEqualTo("raftbeat: standard input cannot be read: Is a directory\n");
    }

    @Test
    void theListNamesAllWithMinutesAndScores() {
        assertThat(run()).isEqualTo(ExitCodes.VALID);
        for (Lesson lesson : Lessons.all()) {
            assertThat(out.toString())
                    .containsPattern(
                            " " + lesson.number() + "  \\Q" + lesson.title() + "\\E +" + lesson.minutes() + " min\n");
        }
        assertThat(run("1", "--answers", "2,1")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).endsWith("1 of 2 is written down in " + score() + "\n");
        assertThat(run("1", "--answers", "2,2")).isEqualTo(ExitCodes.VALID);
        assertThat(run("1", "--answers", "1,1")).isEqualTo(ExitCodes.VALID);
        assertThat(run()).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("8 min   last 0 of 2, best 2 of 2\n");
    }

    @Test
    void answersAreReadFromStandardInput() throws IOException {
        String file = own(OWN);
        assertThat(typed("2\n1\n", file))
                .contains("Your answer, 1 to 2: You say 2.", "You said 2, and so it is.", "You said 1; it is 2.")
                .contains("You foresaw 1 of 2.");
        assertThat(typed("nine\n0\n2\n", file))
                .contains("Expected a number from 1 to 2, or nothing: Expected a number from 1 to 2, or nothing: You")
                .contains("No answer.", "You foresaw 1 of 2.");
        assertThat(typed("", file))
                .contains("No answer.", "It is 2.", "Nothing was answered")
                .doesNotContain("written down");
    }

    @Test
    void theRunTheOutputAndTheWhyAreTold() throws IOException {
        assertThat(run(own(OWN), "--answers", "2,2")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .startsWith("Lesson 90: My own (3 minutes)\n")
                .containsSubsequence(
                        "== Hello",
                        "== A cluster",
                        "  cluster 3 seed 4",
                        "== What do you think?",
                        "  kill leader",
                        "killed n",
                        "== The answer",
                        "✗ 1  Nobody",
                        "     A majority follows n",
                        "✓ 2  Somebody",
                        "$ raftbeat zoo list",
                        "== To try alone",
                        "You foresaw 2 of 2.");
        assertThat(run("1", "--answers", "2,2")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("back to a fault: kill n", "the change of leader was justified");
        assertThat(run("1", "--answers", "2,2", "--seed", "77")).isEqualTo(ExitCodes.VALID);
        assertThat(run("1", "--teacher")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("Lesson 1: ").contains("for the teacher", "Timing:");
    }

    @Test
    void whatTheRunDoesNotDecideIsUnknown() throws IOException {
        assertThat(run(own(OWN.replace("| no leader", "| leader")), "--answers", "1,1"))
                .isEqualTo(ExitCodes.UNKNOWN);
        assertThat(out.toString()).contains("This run decides for no single choice");
        assertThat(err.toString()).contains("not every question was decided");
        assertThat(run(own(OWN.replace("| prints \"zwei\"", "| least Speed is x")), "--answers", "1,1"))
                .isEqualTo(ExitCodes.UNKNOWN);
        assertThat(out.toString()).contains("? 1  Two elections", "has no column \"Speed\"");
    }

    @Test
    void aSlipIsOneSentence() throws IOException {
        for (List<String> wrong : List.of(
                List.of("77", "there is no lesson 77"),
                List.of("nowhere.lesson", "nowhere.lesson cannot be read"),
                List.of(own(OWN.replace("kill leader", "kil leader")), "own.lesson:12: found \"kil\""),
                List.of(directory.toString(), "is a folder: expected a lesson"))) {
            assertThat(run(wrong.get(0))).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString().lines()).singleElement().asString().contains(wrong.get(1));
        }
        assertThat(run(own(OWN.replace("zoo list", "demo")))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("own.lesson:17: found \"demo\", expected one of run, why");
        assertThat(run(own(OWN.replace("zoo list", "replay x")))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("own.lesson:17: expected --plain with replay");
        assertThat(run("1", "--answers", "7")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--answers: 7 is no choice here: 1 to 3");
        assertThat(score()).doesNotExist();
    }

    @Test
    void aDamagedFileOfScoresIsToldAndKept() throws IOException {
        Files.writeString(score(), "{");
        assertThat(run()).isEqualTo(ExitCodes.VALID);
        assertThat(err.toString()).contains("lessons.json is damaged: ");
        assertThat(score()).hasContent("{");
        assertThat(run(own(OWN), "--answers", "2,2")).isEqualTo(ExitCodes.VALID);
        assertThat(err.toString()).contains("is damaged", "the damaged file of scores is now ");
        assertThat(directory.resolve("lessons.json.damaged-1")).hasContent("{");
        assertThat(Files.readString(score())).contains("\"own\"");
    }
}
