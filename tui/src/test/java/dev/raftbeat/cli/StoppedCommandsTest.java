package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever takes longer than two seconds says so on standard error, and a signal ends it with what was found so far. The
 * signal is TERM, which is also what the launcher passes on for Ctrl-C: INT is ignored by whoever was started beside a
 * shell.
 */
@Tag("process")
class StoppedCommandsTest {
    /** 128 and the number of TERM. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    topologies --nodes 10,200000 --topology ring | ring .* 10 .*
                    bench sim --seconds 3600                    | simulated, pace lan.*
                    figure election-timeouts --trials 1000      | seed 1: five nodes.*
                    run long.scenario                           | .*valid +line 2 .*
                    run short.scenario --seeds 1000000          | .*line 2 +run until leader: [0-9]+ of [0-9]+ valid.*
                    why long.scenario                           | seed .*
                    explore --nodes 5 --terms 4                 | distinct states.*
                    sweep --seeds 1000000                       | [0-9,]+ of 1,000,000 runs, .*
                    nemesis --on sim --time-limit 9999h         | .*interrupted after.*
                    soak --on sim --time-limit 9999h            | go on with: .*
                    -Xint detectors --beats 3000000             | gc, seed 1.*
                    -Xint checklist --nodes 2000 --detect 100s  | What was tried.*
                    -Xint zoo --all                             | name +caught by.*
                    bench page                                  | ten minutes of five.*
                    bench live --nodes 3 --rest 3600            | .*3 processes, heartbeat 50 ms.*
                    bench failover --world sim --runs 10000     | 5 simulated nodes, heartbeat 50 ms.*
                    nemesis --kills 100000                      | I1 .*
                    """)
    void aSignalEndsItWithWhatWasFound(String line, String found) throws Exception {
        Files.writeString(directory.resolve("long.scenario"), "cluster 3\nrun until leader\nrun 24h\n");
        Files.writeString(directory.resolve("short.scenario"), "cluster 3\nrun until leader\n");
        List<String> java = new ArrayList<>(List.of("-Xmx512m"));
        String asked = line.strip();
        if (asked.startsWith("-Xint ")) {
            // Interpreted, it is not over before it can be stopped, on however quick a machine.
            java.add("-Xint");
            asked = asked.substring("-Xint ".length());
        }
        Process process = RaftbeatProcess.of(directory, java, List.of(asked.split(" ")))
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String first = err.readLine();
            assertThat(first).matches(".* after [0-9]+ s.*");
            // Process.destroy would close the pipe as well.
            process.toHandle().destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        List<String> out = Files.readAllLines(directory.resolve("out"));
        assertThat(out).anyMatch(said -> said.matches(found));
        assertThat(out).last().asString().startsWith("partial: interrupted");
    }
}
