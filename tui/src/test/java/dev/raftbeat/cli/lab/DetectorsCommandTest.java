package dev.raftbeat.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.lab.quality.HeartbeatStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raftbeat detectors} and {@code raftbeat checklist}, from the command line to what is printed. */
class DetectorsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void aTableAPictureAndTheSameNumbersEachTime() throws IOException {
        Path picture = folder.resolve("gc.svg");
        String[] args = {
            "detectors",
            "--network",
            "gc",
            "--beats",
            "5000",
            "--detector",
            "phi 8",
            "--damping",
            "3",
            "--svg",
            picture.toString()
        };
        assertThat(run(args)).as(err.toString()).isEqualTo(ExitCodes.VALID);
        String first = out.toString();
        assertThat(first).contains("gc, seed 1").contains("T_D p99").contains("phi 8 hysteresis 3");
        assertThat(Files.readString(picture)).startsWith("<svg");
        out.getBuffer().setLength(0);
        run(args);
        assertThat(out).hasToString(first);
    }

    /** The tests have less memory than that takes. */
    @Test
    void moreThanThereIsMemoryForIsRefusedInOneSentence() {
        int most = HeartbeatStream.mostBeats();
        assertThat(most).isBetween(100_000, 19_999_999);
        assertThat(run("detectors", "--beats", "20000000")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().strip())
                .isEqualTo("raftbeat: --beats takes a number from 1000 to " + most
                        + " (Java has memory for no more here), not 20000000");
    }

    @Test
    void theSameAsJson() {
        assertThat(run("detectors", "--network", "lan", "--beats", "2000", "-o", "json"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).startsWith("{").contains("\"mistakeRecurrenceSeconds\": null");
    }

    @Test
    void theChecklistAsksAndAnswers() {
        assertThat(run("checklist", "--rtt", "10ms", "--loss", "1%", "--nodes", "50", "--detect", "500ms"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("Who monitors what?").contains("What more patience would buy");
        out.getBuffer().setLength(0);
        assertThat(run("checklist", "--help")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("--loss 0.1% --pause 200ms").contains("(default 0.1%)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detectors --network moon | there is no network",
                "detectors --detector phy | expected a detector",
                "detectors --beats 10 | --beats takes",
                "detectors --interval 0s | --interval takes",
                "detectors --damping 1 | --damping takes",
                "detectors --within soon | --within takes",
                "detectors --trace nowhere.ndjson | nowhere.ndjson does not exist",
                "detectors --trace nowhere.ndjson --network gc | --trace brings its own",
                "checklist --nodes 1 | --nodes takes",
                "checklist --loss 91% | --loss takes",
                "checklist --rtt never | --rtt takes",
                "checklist --pace hare | --pace takes",
            })
    void badInputGetsASentence(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: ").contains(sentence).doesNotContain("\tat ");
    }
}
