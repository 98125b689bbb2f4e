package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raftbeat why} as a user and a script see it. */
class WhyCommandTest {
    private static final String DEAF =
            "cluster 5 prevote off checkquorum off seed 7\nrun until stable\ncut all -> leader+1\nrun 2s\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("deaf.scenario"), DEAF).toString();
    }

    private int run(String command, String... args) {
        String[] all = Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void everyElectionOfAScenarioGoesBackToItsCause() {
        assertThat(run("why", file)).as(err.toString()).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .startsWith("seed 7: " + file + ": cluster 5")
                .contains("election 1 of ", "back to a start")
                .containsPattern("fault cut all -> n\\d")
                .containsPattern("heartbeats from n\\d to n\\d lost")
                .containsPattern("stepped down: it heard of term 2")
                .contains("the change of leader was a false alarm: ");
    }

    @Test
    void anElectionIsDrawnInTextAndAsAPicture() throws IOException {
        Path svg = directory.resolve("election.svg");
        assertThat(run("why", file, "last", "--picture", "--svg", svg.toString()))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("picture: " + svg, "asks for votes, term ", "; to n1, lost: the", "→ arrives")
                .containsPattern("n1 +n2 +n3 +n4 +n5");
        assertThat(Files.readString(svg))
                .contains("<svg", "class=\"arrow vote-request\"", "class=\"arrow heartbeat lost\"")
                .containsPattern(
                        "<title>n\\d campaigns in term \\d at [0-9.]+ s, back to a fault: cut all -&gt; n\\d</title>");
    }

    @Test
    void withoutAnElectionThereIsNoPicture() throws IOException {
        Path calm = Files.writeString(directory.resolve("calm.scenario"), "cluster 3\nrun 1ms\n");
        Path svg = directory.resolve("none.svg");
        assertThat(run("why", calm.toString(), "--svg", svg.toString())).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("no picture: there is nothing to explain");
        assertThat(svg).doesNotExist();
    }

    @Test
    void aRecordingTellsTheSameAsTheRun() throws IOException {
        assertThat(run("run", file, "--record", directory.resolve("store").toString()))
                .isIn(ExitCodes.VALID, ExitCodes.UNKNOWN);
        out.getBuffer().setLength(0);
        assertThat(run("why", file, "last", "-o", "json")).isEqualTo(ExitCodes.VALID);
        String simulated = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("why", directory.resolve("store/deaf").toString(), "last", "-o", "json"))
                .as(err.toString())
                .isEqualTo(ExitCodes.VALID);
        assertThat(withoutTitle(out.toString()))
                .isEqualTo(withoutTitle(simulated))
                .contains("\"kind\": \"fault\"");
    }

    private static String withoutTitle(String json) {
        return json.lines().filter(line -> !line.contains("\"run\":")).toList().toString();
    }

    @Test
    void oneElectionOrOneFactCanBeNamed() {
        assertThat(run("why", file, "election", "2")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("election 2 of ").doesNotContain("election 1 of ");
        String id = out.toString().replaceAll("(?s).*\\((n\\d:\\d+:\\d+)\\).*", "$1");
        out.getBuffer().setLength(0);
        assertThat(run("why", file, id)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("election 2 of ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "election 99      | there is no election 99",
                "election x       | \"election\" takes a number from 1 on, not \"x\"",
                "n9:1:1           | there is no fact n9:1:1 in this run",
                "first            | expected \"election N\", \"last\", or NODE:BOOT:SEQ",
                "--cluster 2      | --cluster takes a number from 1 to 1 here, not 2",
                "--seed -1        | it takes a whole number below 2^53",
            })
    void nonsenseIsRefusedInOneSentence(String words, String sentence) {
        String[] args =
                Stream.concat(Stream.of(file), Stream.of(words.split(" "))).toArray(String[]::new);
        assertThat(run("why", args)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(sentence);
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatIsNoRunIsRefused() {
        assertThat(run("why", directory.resolve("nothing").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(run("why", directory.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(run("why", directory.resolve("no.scenario").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("does not exist", "cannot be read");
    }
}
