package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bears the name of a file that a command reads, the command ends, and says in a sentence what it is. */
class OddFileTest {
    /** Far more than any of it takes: it only keeps a command that hangs from holding up the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String PEERS = " --listen 127.0.0.1:1 --peers n1=127.0.0.1:1";
    private static final String WORKER = "worker --id w --monitor http://127.0.0.1:1";
    private static final String STORE = "store --port 0 --fencing on";
    private static final String MONITOR = "monitor --port 0 --for 1ms";

    /** Small files of text: the odd one first, then what is typed, where {@code @} stands for the folder. */
    private static final List<String> SMALL = List.of(
            "odd.scenario | run @odd.scenario",
            "odd.scenario | why @odd.scenario",
            "odd.scenario | twins @odd.scenario --left prevote_off --right prevote_on --plain",
            "odd.scenario | hunt try @odd.scenario --hunt @a.hunt",
            "odd.hunt | hunt --hunt @odd.hunt",
            "odd.hunt | hunt try @a.scenario --hunt @odd.hunt",
            "odd.hunt | hunt give-up --hunt @odd.hunt",
            "odd.hunt | hunt results @odd.hunt",
            "odd.lesson | lesson @odd.lesson",
            "token | watch 127.0.0.1:1 --token-file @token --plain",
            "token | watch http://127.0.0.1:1 --token-file @token --plain",
            "token | " + MONITOR + " --token-file @token",
            "token | " + WORKER + " --token-file @token",
            "token | node --id n1 --dir @node --token-file @token --control 127.0.0.1:1" + PEERS,
            "w/generation | " + WORKER + " --dir @w",
            "value | " + STORE + " --file @value",
            "soak/soak/tally | soak --continue --store @soak");

    /** Files that may be long, or are no text, or are only written: just what is no file at all is refused so. */
    private static final List<String> OTHERS = List.of(
            "facts | report @facts",
            "facts | replay @facts --plain",
            "facts | why @facts",
            "run/facts.ndjson | report @run",
            "cluster/nodes/n1.facts.ndjson | why @cluster",
            "scores | lesson --score @scores",
            "m/lock | " + MONITOR + " --dir @m",
            "w/lock | " + WORKER + " --dir @w",
            "node/lock | node --id n1 --dir @node" + PEERS,
            "node/ballot | node --id n1 --dir @node" + PEERS,
            "node/initialised | node --id n1 --dir @node" + PEERS,
            "record | node --id n1 --dir @node --record @record" + PEERS,
            "value.lock | " + STORE + " --file @value",
            "record | " + STORE + " --file @value --record @record",
            "report.html | report @store/a/latest --out @",
            "new.svg | figure election-timeouts --trials 1 --svg @new.svg");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream systemErr = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @TempDir
    private Path directory;

    static Stream<Arguments> cases() {
        return Stream.concat(
                SMALL.stream().flatMap(line -> Stream.of(OddFile.values()).map(odd -> of(line, odd))),
                OTHERS.stream()
                        .flatMap(line -> Stream.of(OddFile.values())
                                .filter(odd -> !odd.isRegular())
                                .map(odd -> of(line, odd))));
    }

    private static Arguments of(String line, OddFile odd) {
        String[] parts = line.split(" \\| ");
        return Arguments.of(odd, parts[0], parts[1]);
    }

    @BeforeEach
    void listen() {
        // A node tells its troubles as a process does.
        System.setErr(new PrintStream(systemErr, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(before);
    }

    private int run(String line) {
        String[] args = Stream.of(line.split(" "))
                .map(word -> word.startsWith("@")
                        ? directory.resolve(word.substring(1)).toString()
                        : word)
                .map(word -> word.replaceFirst("^(prevote)_", "$1 "))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void make() throws IOException {
        Files.writeString(directory.resolve("a.scenario"), "cluster 3 seed 2\nrun until stable\n");
        assertThat(run("run @a.scenario --record @store")).isEqualTo(ExitCodes.VALID);
        assertThat(run("hunt --student a --seed 1 --hunt @a.hunt")).isEqualTo(ExitCodes.VALID);
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @MethodSource("cases")
    void whatIsNoSuchFileIsNamedInASentence(OddFile odd, String name, String line) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        if (line.contains("@a.") || line.contains("@store")) {
            make();
        }
        odd.make(file);
        int code = assertTimeoutPreemptively(PATIENCE, () -> run(line));
        String said = err + systemErr.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isIn(ExitCodes.USAGE, ExitCodes.ENVIRONMENT);
        assertThat(said.lines().toList())
                .allMatch(one -> one.startsWith("raftbeat"))
                .anyMatch(one -> one.matches(".*/" + file.getFileName() + "\\b.* " + odd.sentence + ".*"));
        assertThat(said).doesNotContain("defect");
        if (Files.isSymbolicLink(file)) {
            // Else the folder's removal warns that what it leads to lies elsewhere.
            Files.delete(file);
        }
    }
}
