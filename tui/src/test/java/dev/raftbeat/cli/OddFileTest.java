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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Whatever bears the name of a file that a command reads, the command ends, and says in a sentence what it is. */
class OddFileTest {
    /** Far more than any of it takes: it only keeps a command that hangs from holding up the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String PEERS = " --listen 127.0.0.1:1 --peers n1=127.0.0.1:1";
    private static final String WORKER = "worker --id w --monitor http://127.0.0.1:1";
    private static final String STORE = "store --port 0 --fencing on";
    private static final String MONITOR = "monitor --port 0 --for 1ms";

    private static final String ETCD_LOG = "raft2026/12/01 01:26:19 INFO: 77fbfd6041c9f8ba became follower at term 1\n";

    private static final String BROKEN_SHARD = """
            {"program": "1", "from": 1, "seeds": 1, "variant": "never-saves", "shard": 1, "shards": 1, "tally":
            {"played": 1, "virtualNanos": 1, "facts": 1, "words": {}, "sizes": {}, "broken": 1}}
            """;

    /** Small files of text: the odd one first, then what is typed, where {@code @} stands for the folder. */
    private static final List<String> SMALL = List.of(
            "odd.scenario | run @odd.scenario",
            "odd.scenario | why @odd.scenario",
            "odd.scenario | export @odd.scenario --as csv",
            "odd.scenario | twins @odd.scenario --left prevote_off --right prevote_on --plain",
            "odd.scenario | hunt try @odd.scenario --hunt @a.hunt",
            "odd.hunt | hunt --hunt @odd.hunt",
            "odd.hunt | hunt try @a.scenario --hunt @odd.hunt",
            "odd.hunt | hunt give-up --hunt @odd.hunt",
            "odd.hunt | hunt results @odd.hunt",
            "odd.shard | sweep merge @odd.shard",
            "odd.shard | sweep --seeds 1 --result @odd.shard --out @swept",
            "odd.lesson | lesson @odd.lesson",
            "token | watch 127.0.0.1:1 --token-file @token --plain",
            "token | watch http://127.0.0.1:1 --token-file @token --plain",
            "token | " + MONITOR + " --token-file @token",
            "token | " + WORKER + " --token-file @token",
            "token | node --id n1 --dir @node --token-file @token --control 127.0.0.1:1" + PEERS,
            "key | node --id n1 --dir @node --key-file @key" + PEERS,
            "w/generation | " + WORKER + " --dir @w",
            "value | " + STORE + " --file @value",
            "soak/soak/tally | soak --continue --store @soak");

    /** Files that may be long, or are no text, or are only written: just what is no file at all is refused so. */
    private static final List<String> OTHERS = List.of(
            "facts | report @facts",
            "facts | page @facts",
            "facts | import --from etcd @facts --out @new",
            "facts | replay @facts --plain",
            "facts | why @facts",
            "x.cast | demo --on sim --for 1ms --plain --cast @x.cast",
            "x.cast | watch --dir @none --plain --cast @x.cast",
            "x.cast | replay @none --plain --cast @x.cast",
            "x.cast | lesson 1 --answers 1 --cast @x.cast",
            "x.cast | twins @none --left prevote_off --right prevote_on --plain --cast @x.cast",
            "x.cast | topologies --watch swim --plain --cast @x.cast",
            "facts | export @facts --as perfetto",
            "facts | faults @facts",
            "facts | detectors --trace @facts",
            "run/facts.ndjson | detectors --trace @run",
            "run/facts.ndjson | report @run",
            "run/facts.ndjson | page @run",
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
            "replay.html | page @store/a/latest --out @",
            "new.svg | detectors --beats 1000 --detector fixed_1s --svg @new.svg",
            "new.svg | topologies --nodes 10 --trials 1 --svg @new.svg",
            "new.svg | figure election-timeouts --trials 1 --svg @new.svg",
            "new | import --from etcd @a.log --out @new",
            "new.svg | sweep --seeds 1 --svg @new.svg",
            "new.svg | twins @a.scenario --left prevote_off --right prevote_on --svg @new.svg",
            "new.svg | why @store/a/latest --svg @new.svg",
            "new | export @store/a/latest --as otlp --out @new",
            "new.svg | checklist --detect 1s --svg @new.svg",
            "new.svg | bench failover --world sim --runs 1 --nodes 3 --svg @new.svg",
            "new.svg | bench sim --seconds 5 --svg @new.svg");

    /** Folders: what is there and no folder is refused. */
    private static final List<String> FOLDERS = List.of(
            "odd | demo --dir @odd --plain",
            "odd | demo --on sim --for 1ms --plain --record=@odd",
            "odd | down --dir @ended --record @odd",
            "odd | up --dir @odd",
            "odd | watch --dir @odd --plain",
            "odd | status --dir @odd",
            "odd | fault heal --dir @odd",
            "odd | faults --dir @odd",
            "odd | logs n1 --dir @odd",
            "odd | down --dir @odd",
            "odd | node --id n1 --dir @odd" + PEERS,
            "odd | " + MONITOR + " --dir @odd",
            "odd | " + WORKER + " --dir @odd",
            "odd | run @a.scenario --record @odd",
            "odd | report @store/a/latest --out @odd",
            "odd | page @store/a/latest --out @odd",
            "odd | sweep --variant never-saves --seeds 50 --out @odd",
            "odd | sweep merge @a.shard --out @odd",
            "odd | explore --terms 2 --variant heartbeat-clears-vote --out @odd",
            "odd | nemesis --on sim --time-limit 1ms --record=@odd",
            "odd | soak --on sim --time-limit 1ms --round 1ms --store @odd");

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

    static Stream<Arguments> folders() {
        return FOLDERS.stream()
                .flatMap(line -> Stream.of(OddFile.values())
                        .filter(odd -> odd != OddFile.FOLDER)
                        .map(odd -> of(line, odd)));
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

    private static String[] words(String line) {
        return Stream.of(line.split(" "))
                .map(word -> word.replaceFirst("^(prevote|fixed)_", "$1 "))
                .toArray(String[]::new);
    }

    private int run(String line) {
        String[] args = Stream.of(words(line))
                .map(word -> word.replaceFirst("^(--[a-z]+=)?@", "$1" + directory + "/"))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void make() throws IOException {
        Files.writeString(directory.resolve("a.scenario"), "cluster 3 seed 2\nrun until stable\n");
        assertThat(run("run @a.scenario --record @store")).isEqualTo(ExitCodes.VALID);
        assertThat(run("hunt --student a --seed 1 --hunt @a.hunt")).isEqualTo(ExitCodes.VALID);
        Files.writeString(directory.resolve("a.shard"), BROKEN_SHARD);
        Files.writeString(directory.resolve("a.log"), ETCD_LOG);
        Path nodes = Files.createDirectories(directory.resolve("ended/nodes"));
        Files.writeString(directory.resolve("ended/lock"), "raftbeat cluster 1\n");
        Files.copy(directory.resolve("store/a/latest/facts.ndjson"), nodes.resolve("n1.facts.ndjson"));
    }

    /** Where a command takes a path: by its type, or by what its help calls it. */
    private static boolean isPath(ArgSpec argument) {
        return List.of(argument.auxiliaryTypes()).contains(Path.class)
                || List.of("FILE", "DIR", "RUN", "LESSON").contains(argument.paramLabel());
    }

    private static String name(ArgSpec argument) {
        String what = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return argument.command().qualifiedName() + " " + what;
    }

    private static void collect(CommandLine command, Set<String> all) {
        command.getCommandSpec().args().stream()
                .filter(OddFileTest::isPath)
                .forEach(argument -> all.add(name(argument)));
        command.getSubcommands().values().forEach(below -> collect(below, all));
    }

    /** The argument that names the odd file, or the folder that it is in. */
    private static Stream<String> tried(String row) {
        String[] parts = row.split(" \\| ");
        Set<String> all = new TreeSet<>();
        String[] words = words(parts[1]);
        ParseResult parsed = Main.commandFor(words).parseArgs(words);
        for (ParseResult at = parsed; at != null; at = at.subcommand()) {
            at.matchedArgs().stream()
                    .filter(argument -> argument.originalStringValues().stream()
                            .anyMatch(value -> value.startsWith("@") && parts[0].startsWith(value.substring(1))))
                    .forEach(argument -> all.add(name(argument)));
        }
        return all.stream();
    }

    @Test
    void everyPathThatACommandTakesIsTried() {
        Set<String> paths = new TreeSet<>();
        collect(Main.everyCommand(), paths);
        assertThat(paths).contains("raftbeat run FILE", "raftbeat watch --dir", "raftbeat why RUN");
        assertThat(Stream.of(SMALL, OTHERS, FOLDERS)
                        .flatMap(List::stream)
                        .flatMap(OddFileTest::tried)
                        .collect(Collectors.toSet()))
                .containsAll(paths);
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @MethodSource("folders")
    void whatIsNoFolderIsRefusedInASentence(OddFile odd, String name, String line) throws Exception {
        if (Stream.of("@a.", "@store", "@ended").anyMatch(line::contains)) {
            make();
        }
        Path file = directory.resolve(name);
        odd.make(file);
        int code = assertTimeoutPreemptively(PATIENCE, () -> run(line));
        String said = err + systemErr.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isIn(ExitCodes.USAGE, ExitCodes.ENVIRONMENT);
        assertThat(said.lines().filter(one -> one.startsWith("raftbeat")))
                .hasSize(1)
                .allMatch(one -> one.contains(file.toString()));
        assertThat(said).doesNotContain("defect", "Exception");
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @MethodSource("cases")
    void whatIsNoSuchFileIsNamedInASentence(OddFile odd, String name, String line) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        if (Stream.of("@a.", "@store", "@ended").anyMatch(line::contains)) {
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
