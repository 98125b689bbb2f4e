package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An export takes no more memory for a longer run, and is whole when it is stopped. By hand, with ten times the facts:
 * {@link LongRecording}, then {@code java -Xmx64m ... export FILE --as perfetto}.
 */
@Tag("process")
class LongExportTest {
    private static final int FACTS = 200_000;
    private static final int TERMINATED = 143;
    private static final int FIRST_BYTES = 20_000;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void write() throws IOException {
        LongRecording.write(directory.resolve("long.ndjson"), FACTS, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perfetto", "shiviz", "otlp", "csv", "mermaid"})
    void aLongRunNeedsLittleMemory(String form) throws Exception {
        Path out = directory.resolve("out." + form);
        String said = RaftbeatProcess.output(
                directory,
                List.of("-Xmx40m"),
                ExitCodes.VALID,
                "export",
                "long.ndjson",
                "--as",
                form,
                "--out",
                out.toString());
        assertThat(said).endsWith(form + ": " + out + "\n");
        assertThat(Files.size(out)).isPositive();
        if (form.equals("perfetto")) {
            assertThat(Files.size(out)).isGreaterThan(FACTS * 50L);
        }
    }

    @Test
    void aTraceThatIsStoppedIsWhole() throws Exception {
        Files.writeString(directory.resolve("long.scenario"), "cluster 3\nrun until leader\nrun 24h\n");
        Path out = directory.resolve("stopped.json");
        Process process = RaftbeatProcess.of(
                        directory, List.of("-Xmx512m"), List.of("export", "long.scenario", "--as", "perfetto"))
                .redirectOutput(out.toFile())
                .start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(err.readLine()).matches(".* after [0-9]+ s.*");
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.size(out) > FIRST_BYTES);
            process.toHandle().destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(err.lines()).last().asString().startsWith("partial: interrupted");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        JsonNode trace = JsonMapper.shared().readTree(out.toFile());
        assertThat(trace.get("traceEvents").size()).isGreaterThan(100);
        assertThat(trace.at("/otherData/run").asString()).startsWith("seed 1: long.scenario");
    }
}
