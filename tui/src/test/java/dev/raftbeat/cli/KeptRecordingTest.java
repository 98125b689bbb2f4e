package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording outlives its cluster. */
class KeptRecordingTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = List.of(args).stream().map(String::valueOf).toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    /** The folder of a cluster that has ended, with the facts of a short run. */
    private Path recorded() throws IOException {
        Path scenario = Files.writeString(directory.resolve("one.scenario"), "cluster 1\nrun until leader\n");
        assertThat(run("run", scenario, "--seed", 3, "--record", directory.resolve("sim")))
                .isZero();
        Path cluster = directory.resolve("mine");
        Files.createDirectories(cluster.resolve("nodes"));
        // The mark of a folder that Raftbeat made.
        Files.writeString(cluster.resolve("lock"), "raftbeat cluster 1\n");
        Files.copy(directory.resolve("sim/one/latest/facts.ndjson"), cluster.resolve("nodes/n1.facts.ndjson"));
        return cluster;
    }

    @Test
    void downKeepsItAndSaysWhere() throws IOException {
        Path cluster = recorded();
        List<String> facts = Files.readAllLines(cluster.resolve("nodes/n1.facts.ndjson"));
        Path store = directory.resolve("store");
        assertThat(run("down", "--dir", cluster, "--record", store)).isEqualTo(ExitCodes.VALID);
        Path kept = store.resolve("mine/latest");
        assertThat(out.toString())
                .contains("recorded in " + store.resolve("mine").resolve(Files.readSymbolicLink(kept)))
                .contains("is cleared");
        assertThat(cluster).doesNotExist();
        assertThat(Files.readAllLines(kept.resolve("facts.ndjson")))
                .isNotEmpty()
                .isEqualTo(facts);
        assertThat(kept.resolve("report.html")).exists();
        assertThat(run("report", kept)).isEqualTo(ExitCodes.VALID);
    }

    @Test
    void whereItCannotBeKeptTheFactsStay() throws IOException {
        Path cluster = recorded();
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(run("down", "--dir", cluster, "--record", file)).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString())
                .contains("the recording cannot be kept in")
                .contains("the facts stay in " + cluster.resolve("nodes"));
        assertThat(cluster.resolve("nodes/n1.facts.ndjson")).isNotEmptyFile();
        assertThat(run("down", "--dir", cluster, "--record", directory.resolve("store")))
                .isZero();
    }

    @Test
    void aDemoRecords() throws IOException {
        Path store = directory.resolve("store");
        int code = run("demo", "--on", "sim", "--for", "8s", "--pace", "lan", "--seed", 5, "--record", store);
        assertThat(code).as(err.toString()).isEqualTo(ExitCodes.VALID);
        Path kept = store.resolve("demo/latest");
        assertThat(out.toString()).contains("recorded in " + store.resolve("demo"));
        assertThat(Files.readAllLines(kept.resolve("facts.ndjson"))).hasSizeGreaterThan(20);
        assertThat(kept.resolve("results.json")).content().contains("\"seed\": 5");
        assertThat(run("report", kept)).isIn(ExitCodes.VALID, ExitCodes.UNKNOWN);
    }
}
