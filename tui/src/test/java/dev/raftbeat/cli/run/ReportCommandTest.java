package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat report} as a user and a script see it. */
class ReportCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private Path recorded() throws IOException {
        Path file = directory.resolve("a.scenario");
        Files.writeString(file, "cluster 3 seed 2\nrun until stable\nkill leader\nrun until leader\n");
        Path store = directory.resolve("store");
        assertThat(run("run", file.toString(), "--record", store.toString())).isEqualTo(ExitCodes.VALID);
        out.getBuffer().setLength(0);
        return store.resolve("a");
    }

    @Test
    void aReportIsMadeOfTheNewestRecording() throws IOException {
        Path page = recorded().resolve("latest/report.html");
        Files.delete(page);
        assertThat(run("report", directory.resolve("store/a").toString())).isEqualTo(ExitCodes.VALID);
        assertThat(page).exists();
        assertThat(out.toString())
                .contains("2 elections, 1 failovers, 0 of them false alarms")
                .endsWith("valid" + System.lineSeparator());
    }

    @Test
    void aFileOfFactsIsEnoughAndDamageIsTold() throws IOException {
        List<String> lines = Files.readAllLines(recorded().resolve("latest/facts.ndjson"));
        lines.set(9, "{");
        Path file = Files.write(directory.resolve("facts"), lines);
        Path elsewhere = directory.resolve("new/folder");
        assertThat(run("report", file.toString(), "--out", elsewhere.toString()))
                .isEqualTo(ExitCodes.VALID);
        assertThat(elsewhere.resolve("report.html")).exists();
        assertThat(elsewhere.resolve("timeline.svg")).exists();
        assertThat(out.toString()).contains("1 line is no whole fact").contains("facts:10: ");
    }

    @Test
    void whatIsNoRecordingIsUsageInOneSentence() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path binary = Files.write(directory.resolve("binary"), new byte[100_000]);
        for (String path : List.of("nowhere", "a\0b", directory.toString(), empty.toString(), binary.toString())) {
            assertThat(run("report", path)).isEqualTo(ExitCodes.USAGE);
        }
        assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("raftbeat: "));
    }
}
