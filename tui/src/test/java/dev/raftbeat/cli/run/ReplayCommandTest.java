package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat replay} in lines, as a user and a script see it. */
class ReplayCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path facts;

    @TempDir
    private Path directory;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @BeforeEach
    void record() throws IOException {
        Path file = directory.resolve("a.scenario");
        Files.writeString(
                file, "cluster 3 prevote off checkquorum off seed 2\nrun until stable\ncut all -> leader+1\nrun 10E\n");
        Path store = directory.resolve("store");
        assertThat(run("run", file.toString(), "--record", store.toString())).isEqualTo(ExitCodes.VALID);
        out.getBuffer().setLength(0);
        facts = store.resolve("a/latest/facts.ndjson");
    }

    @Test
    void aRecordingIsToldInLines() {
        assertThat(run("replay", facts.toString(), "--plain")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("leads term 1").contains("cut n").contains("invariants: ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aForkIsToldWithWhatItAssumesAndComparedWithTheRecording() {
        assertThat(run("replay", facts.toString(), "--plain", "--fork-at", "1s", "--set", "prevote on"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("a fork assumes:")
                .contains("Messages that were under way are lost")
                .containsPattern("false alarms +[1-9]\\d* +0\\R");
    }

    /** A fact may claim any time; a fork plays an hour towards it, and no more. */
    @Test
    void aForkTowardsTheEndOfTimeEndsBefore() throws IOException {
        Path file = Files.writeString(
                directory.resolve("one.scenario"), "cluster 1 pace class seed 2\nrun until stable\nrun 10s\n");
        Path store = directory.resolve("store");
        assertThat(run("run", file.toString(), "--record", store.toString())).isEqualTo(ExitCodes.VALID);
        List<String> lines = new ArrayList<>(Files.readAllLines(store.resolve("one/latest/facts.ndjson")));
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).replaceFirst("\"t_ns\":\\d+", "\"t_ns\":" + (1L << 60)));
        Path late = Files.write(directory.resolve("late.ndjson"), lines);
        assertThat(assertTimeoutPreemptively(
                        Duration.ofMinutes(2), () -> run("replay", late.toString(), "--plain", "--fork-at", "5s")))
                .isEqualTo(ExitCodes.VALID);
        assertThat(err.toString()).isEqualTo("raftbeat: the fork ends after 1h, before the recording does\n");
    }

    @Test
    void whatIsCutShortIsReadAsFarAsItGoesAndSaid() throws IOException {
        byte[] whole = Files.readAllBytes(facts);
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(run("replay", cut.toString(), "--plain")).isEqualTo(ExitCodes.VALID);
        assertThat(err.toString()).contains("1 line is no whole fact").contains("cut short: the file ends within it");
        assertThat(out.toString()).contains("leads term 1");
    }

    @Test
    void whatMakesNoSenseIsUsageInOneSentence() throws IOException {
        String good = facts.toString();
        String empty = Files.createFile(directory.resolve("empty")).toString();
        List<String[]> wrong = List.of(
                new String[] {"replay", "nowhere"},
                new String[] {"replay", empty, "--plain"},
                new String[] {"replay", good, "--plain", "--set", "prevote on"},
                new String[] {"replay", good, "--plain", "--fork-at", "1h"},
                new String[] {"replay", good, "--plain", "--fork-at", "soon"},
                new String[] {"replay", good, "--plain", "--fork-at", "1s", "--set", "prevot on"});
        for (String[] args : wrong) {
            err.getBuffer().setLength(0);
            assertThat(run(args)).as(String.join(" ", args)).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.startsWith("raftbeat: "));
        }
    }
}
