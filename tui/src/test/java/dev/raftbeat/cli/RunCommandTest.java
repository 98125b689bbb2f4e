package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raftbeat run} as a user and a script see it. */
class RunCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... args) {
        String[] all = Stream.concat(Stream.of("run"), Stream.of(args)).toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster 3 seed 2;run until leader;expect leader     | 0 | valid",
                "cluster 3 seed 2;run until leader;expect no leader  | 1 | VIOLATED",
                "cluster 3 seed 2;expect elections == 0              | 3 | unknown"
            })
    void theVerdictIsPrintedLastAndIsTheExitCode(String text, int code, String verdict) throws IOException {
        String file = file("a.scenario", text.replace(';', '\n'));
        assertThat(run(file)).isEqualTo(code);
        assertThat(out.toString()).startsWith("seed 2: " + file + ": cluster 3 seed 2");
        assertThat(out.toString()).contains(verdict + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFailureNamesTheCommandThatRepeatsIt() throws IOException {
        String file = file("a.scenario", "cluster 3\nrun until leader\nexpect no leader\n");
        assertThat(run(file)).isEqualTo(ExitCodes.VIOLATED);
        String seed = out.toString().substring("seed ".length(), out.toString().indexOf(':'));
        assertThat(out.toString()).endsWith("again: raftbeat run " + file + " --seed " + seed + System.lineSeparator());
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(file, "--seed", seed)).isEqualTo(ExitCodes.VIOLATED);
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    void aSlipInTheSecondFileIsToldBeforeTheFirstIsRun() throws IOException {
        String good = file("a.scenario", "cluster 3\nrun 1s\n");
        String bad = file("b.scenario", "cluster 3\nkill n7\n");
        assertThat(run(good, bad)).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("raftbeat: " + bad + ":2:6: found \"n7\", expected a node of this cluster (n1 to n3)"
                        + " or a word for nodes" + System.lineSeparator());
    }

    @Test
    void whatCannotBeReadIsUsageWithoutAStackTrace() throws IOException {
        Files.write(directory.resolve("binary"), new byte[] {'c', (byte) 0xFF, 0});
        Files.write(directory.resolve("huge"), new byte[3 << 20]);
        for (String name : new String[] {"missing", ".", "binary", "huge", "a\0b"}) {
            String path = name.contains("\0") ? name : directory.resolve(name).toString();
            assertThat(run(path)).isEqualTo(ExitCodes.USAGE);
        }
        assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("raftbeat: "));
        assertThat(err.toString()).contains("binary:1:2: found the byte 0xFF").contains("at most 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "--seed -1",
        "--seeds 0",
        "--seeds 3 --on local",
        "--rewrite --on local",
        "--rewrite --seed 2",
        "--rewrite --pace class",
        "--seeds 2 --record",
        "--on mars",
        "--pace warp",
        "--variant unicorn",
        "--variant never-saves --on local"
    })
    void optionsThatMakeNoSenseAreUsage(String options) throws IOException {
        String file = file("a.scenario", "cluster 1 seed 1\nrun 1s\n");
        String[] args = (file + " " + options).split(" ");
        assertThat(run(args)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: ");
    }

    @Test
    void manySeedsTellTheShare() throws IOException {
        String file = file("a.scenario", "cluster 3\nrun until leader\n");
        assertThat(run(file, "--seeds", "5", "--seed", "3")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("seeds 3 to 7: 5 of 5 valid");
    }

    @Test
    void rewritingFillsTheBlocksOnceAndThenTheyHold() throws IOException {
        String file = file("a.scenario", "cluster 3 seed 1\nrun until leader\n----\n----\n");
        assertThat(run(file)).isEqualTo(ExitCodes.VIOLATED);
        assertThat(run(file, "--rewrite")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains(file + ": rewritten");
        assertThat(run(file)).isEqualTo(ExitCodes.VALID);
        assertThat(run(file, "--rewrite")).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("every block says what its run says");
    }

    @Test
    void aRunIsWrittenDownWhereItIsAskedFor() throws IOException {
        String file = file("a.scenario", "cluster 1 seed 1\nrun 1s\n");
        Path store = directory.resolve("store");
        assertThat(run(file, "--record", store.toString())).isEqualTo(ExitCodes.VALID);
        assertThat(store.resolve("a/latest/facts.ndjson")).isNotEmptyFile();
        assertThat(out.toString()).contains("recorded in " + store.resolve("a"));
    }

    @Test
    void aStoreThatCannotBeMadeIsTheMachinesFault() throws IOException {
        String file = file("a.scenario", "cluster 1 seed 1\nrun 1s\n");
        assertThat(run(file, "--record", file)).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString()).startsWith("raftbeat: the run cannot be written down");
    }
}
