package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int FIRST_LINES = 200;

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
        Path err = directory.resolve("err");
        Process process = RaftbeatProcess.of(
                        directory, List.of("-Xmx512m"), List.of("export", "long.scenario", "--as", "perfetto"))
                .redirectError(err.toFile())
                .start();
        StringBuilder out = new StringBuilder();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            int lines = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                out.append(line).append('\n');
                lines++;
                if (lines == FIRST_LINES) {
                    // Process.destroy would close the pipe as well.
                    process.toHandle().destroy();
                }
            }
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(err)).last().asString().startsWith("partial: interrupted");
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        JsonNode trace = JsonMapper.shared().readTree(out.toString());
        assertThat(trace.get("traceEvents").size()).isGreaterThanOrEqualTo(FIRST_LINES - 1);
        assertThat(trace.at("/otherData/run").asString()).startsWith("seed 1: long.scenario");
    }
}
