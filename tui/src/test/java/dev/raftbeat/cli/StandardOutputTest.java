package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever loses what a command says is told so, by a sentence and by the exit code. */
class StandardOutputTest {
    private static final String FULL = "No space left on device";
    private static final String SENTENCE = "raftbeat: standard output could not be written: " + FULL;

    /** Far more than any of it takes: it only keeps a command that goes on for ever from holding up the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a command says besides its help, where that takes no process and little time. */
    private static final Map<String, List<String>> MORE = more();

    private final StringWriter err = new StringWriter();

    @TempDir
    private static Path directory;

    private static Map<String, List<String>> more() {
        Map<String, List<String>> more = new TreeMap<>();
        more.put("lesson", List.of("--score", "SCORES"));
        more.put("run", List.of("RUN", "--seed", "1"));
        more.put("replay", List.of("FACTS", "--plain"));
        more.put("report", List.of("FACTS"));
        more.put("why", List.of("FACTS"));
        more.put("export", List.of("FACTS", "--as", "perfetto"));
        more.put("twins", List.of("RUN", "--left", "prevote off", "--right", "prevote on", "--plain"));
        more.put("nemesis", List.of("--on", "sim", "--time-limit", "1s", "--seed", "1"));
        more.put("zoo", List.of("list"));
        more.put("hunt", List.of("--hunt", "HUNT"));
        more.put("figure", List.of("election-timeouts", "--trials", "1", "--svg", "SVG"));
        more.put("checklist", List.of());
        more.put("completion", List.of("bash"));
        return more;
    }

    static Stream<String> names() {
        return Commands.all().stream().map(Commands.Entry::name);
    }

    static Stream<String> withMore() {
        return MORE.keySet().stream();
    }

    @BeforeAll
    static void write() throws IOException {
        Files.writeString(path("RUN"), "cluster 3 seed 2\nrun until stable\n");
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream());
        assertThat(Main.run(
                        nowhere,
                        nowhere,
                        "run",
                        path("RUN").toString(),
                        "--record",
                        path("store").toString()))
                .isEqualTo(ExitCodes.VALID);
        assertThat(Main.run(
                        nowhere,
                        nowhere,
                        "hunt",
                        "--student",
                        "a",
                        "--seed",
                        "1",
                        "--hunt",
                        path("HUNT").toString()))
                .isEqualTo(ExitCodes.VALID);
        Files.copy(path("store/short/latest/facts.ndjson"), path("FACTS"));
    }

    private static Path path(String word) {
        return directory.resolve(word.equals("RUN") ? "short.scenario" : word);
    }

    private static String[] args(String name) {
        return Stream.concat(
                        Stream.of(name),
                        MORE.get(name).stream()
                                .map(word -> word.matches("[A-Z]+") ? path(word).toString() : word))
                .toArray(String[]::new);
    }

    /** A disk that takes so many bytes. */
    private static OutputStream disk(int bytes) {
        return new OutputStream() {
            private int left = bytes;

            @Override
            public void write(int one) throws IOException {
                if (left-- <= 0) {
                    throw new IOException(FULL);
                }
            }
        };
    }

    private int run(OutputStream to, boolean pipe, String... args) {
        return Main.run(new StandardOutput(to, () -> pipe), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpThatIsLostIsAFailure(String name) {
        assertThat(run(disk(0), false, name, "--help")).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString().lines()).containsExactly(SENTENCE);
    }

    @ParameterizedTest
    @MethodSource("withMore")
    void whatACommandFoundAndLostIsAFailure(String name) {
        assertThat(run(disk(0), false, args(name))).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString().lines()).last().isEqualTo(SENTENCE);
    }

    @ParameterizedTest
    @MethodSource("withMore")
    void whatACommandSaysArrives(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, false, args(name))).isNotEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(out.size()).isPositive();
        assertThat(err.toString()).doesNotContain("standard output");
    }

    @Test
    void halfAnAnswerIsNone() {
        assertThat(run(disk(200), false, "completion", "bash")).isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString().lines()).containsExactly(SENTENCE);
    }

    @Test
    void aReaderThatHasHadEnoughIsNoFailure() {
        assertThat(run(disk(200), true, "completion", "bash")).isEqualTo(ExitCodes.VALID);
        assertThat(err.toString()).isEmpty();
    }

    /** Whoever runs for hours or for ever, and can tell nobody any more, ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitor --port 0",
                "worker --monitor http://127.0.0.1:1 --dir GENERATIONS",
                "soak --on sim --time-limit 9999h --round 1s --seed 1 --store SOAK",
                "nemesis --on sim --time-limit 9999h --seed 1",
                "sweep --seeds 1000000"
            })
    void aLongRunThatIsHeardNoMoreEnds(String line) {
        String[] args = Stream.of(line.split(" "))
                .map(word -> word.matches("[A-Z]+") ? path(word).toString() : word)
                .toArray(String[]::new);
        assertThat(assertTimeoutPreemptively(PATIENCE, () -> run(disk(0), false, args)))
                .isEqualTo(ExitCodes.ENVIRONMENT);
        assertThat(err.toString().lines()).last().isEqualTo(SENTENCE);
    }

    @Test
    void nothingIsWrittenBehindAHole() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        StandardOutput out = new StandardOutput(
                new OutputStream() {
                    private boolean refused;

                    @Override
                    public void write(int one) throws IOException {
                        if (one == 'b' && !refused) {
                            refused = true;
                            throw new IOException(FULL);
                        }
                        written.write(one);
                    }
                },
                () -> false);
        out.stream().print("a");
        out.stream().flush();
        out.stream().print("b");
        out.stream().flush();
        out.stream().print("c");
        out.stream().flush();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a");
    }
}
