package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    void timesThatDoNotFitAreNotedOnStandardErrorWithTheirLines() throws IOException {
        String file = file(
                "a.scenario",
                "cluster 3 seed 2 window 30ms\nrun 1s\nset window default\nslow all -> all 200ms\nset heartbeat 400ms\n"
                        + "set pace lan\nheal\nrun until leader\n");
        assertThat(run(file)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).doesNotContain("note:");
        assertThat(err.toString().lines().map(line -> line.replace(file, "F")))
                .anySatisfy(line -> assertThat(line).startsWith("note: F:1: a quorum window of 30 ms is not above"))
                .anySatisfy(line -> assertThat(line).startsWith("note: F:4: a round trip of 400 ms is not below"))
                .anySatisfy(line -> assertThat(line).startsWith("note: F:5: a heartbeat of 400 ms is not below"))
                .noneSatisfy(line -> assertThat(line).contains("F:3: "))
                .noneSatisfy(line -> assertThat(line).contains("F:7: "));
        String once = err.toString();
        err.getBuffer().setLength(0);
        assertThat(run(file, "--seeds", "3")).isEqualTo(ExitCodes.VALID);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrderElementsOf(once.lines().toList());
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
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster 3;explode n1               | 2:1: found \"explode\", expected cluster, run, expect or a line of",
                "cluster 3;kil leader               | 2:1: found \"kil\", expected cluster, run, expect or a line of",
                "cluster 3;cut n1 -> n4             | 2:11: found \"n4\", expected a node of this cluster (n1 to n3)",
                "cluster 3;expect leader is n8      | 2:18: found \"n8\", expected a node of this cluster (n1 to n3)",
                "cluster 3;crash n1 during send     | 2:17: found \"send\", expected save",
                "cluster 3;run 0s                   | 2:5: found \"0s\", expected a time above 0",
                "cluster 3;run -5s                  | 2:5: found \"-\", expected a time such as",
                "cluster 3;run 5 parsecs            | 2:6: found the end of the line, expected a unit",
                "cluster 3;run 25h                  | 2:5: found \"25\", expected a time of at most a day",
                "cluster 3;run 9999999E             | 2:5: found \"9999999\", expected a time of at most a day",
                "cluster 3 election 300..150ms      | 1:25: found \"150\", expected at least 300ms",
                "cluster 12                         | 1:9: found \"12\", expected how many nodes: a number from 1 to 9",
                "cluster 3;----;a sentence          | 2:1: found \"----\", expected a seed on the cluster line",
                "cluster 3 seed 1;----;a sentence   | 3:1: found the end of the file, expected \"----\" to end",
                "# nothing;;                        | 1:1: found nothing but comments and blank lines, expected a line"
            })
    void aSlipIsToldByFileLineColumnAndWhatWasExpected(String text, String told) throws IOException {
        String file = file("a.scenario", text.replace(';', '\n'));
        assertThat(run(file)).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("raftbeat: " + file + ":" + told);
    }

    @Test
    void otherEncodingsAreToldByTheirFirstByteThatIsNoText() throws IOException {
        String text = "cluster 3\n# réveil\nrun 1s\n";
        Map<Charset, String> told = Map.of(
                StandardCharsets.UTF_16, "1:1: found the byte 0xFE, expected text in UTF-8",
                StandardCharsets.UTF_16LE, "1:2: found the byte 0x00, expected text in UTF-8",
                StandardCharsets.UTF_16BE, "1:1: found the byte 0x00, expected text in UTF-8",
                StandardCharsets.ISO_8859_1, "2:4: found the byte 0xE9, expected text in UTF-8");
        for (Map.Entry<Charset, String> one : told.entrySet()) {
            Path path = directory.resolve(one.getKey().name() + ".scenario");
            Files.write(path, text.getBytes(one.getKey()));
            err.getBuffer().setLength(0);
            assertThat(run(path.toString())).as(one.getKey().name()).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString()).isEqualTo("raftbeat: " + path + ":" + one.getValue() + System.lineSeparator());
        }
        Path nul = directory.resolve("nul.scenario");
        Files.writeString(nul, "cluster 3\nrun 1\0s\n");
        assertThat(run(nul.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("nul.scenario:2:6: found the byte 0x00");
        assertThat(run(file("empty.scenario", ""))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("empty.scenario:1:1: found an empty file, expected a line such as");
        assertThat(run(file("marked.scenario", "\uFEFF" + text + "run until leader\r\n")))
                .as("a mark of the byte order")
                .isEqualTo(ExitCodes.VALID);
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
