package dev.raftbeat.cli.option;

import static dev.raftbeat.cli.option.ExitCodes.ENVIRONMENT;
import static dev.raftbeat.cli.option.ExitCodes.UNKNOWN;
import static dev.raftbeat.cli.option.ExitCodes.USAGE;
import static dev.raftbeat.cli.option.ExitCodes.VALID;
import static dev.raftbeat.cli.option.ExitCodes.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Commands;
import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.lesson.LessonCommandTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcomes of every command are those that {@code exit-codes.txt} lists. */
class ExitCodesTest {
    /** What stands for a file or a port in the list. */
    private static final Map<String, String> NAMES = new TreeMap<>();

    @TempDir
    private static Path directory;

    private static ServerSocket busy;

    @TempDir
    private Path own;

    /** One line of the list. */
    private record Row(String command, int code, List<String> words) {
        static Row of(String line) {
            String[] parts = line.strip().split(" +");
            return new Row(
                    parts[0], Integer.parseInt(parts[1]), Arrays.asList(parts).subList(2, parts.length));
        }

        boolean isElsewhere() {
            return !words.isEmpty() && words.get(0).equals("...");
        }

        @Override
        public String toString() {
            return command + " " + String.join(" ", words) + ": " + code;
        }
    }

    static List<Row> rows() {
        try (InputStream in = ExitCodesTest.class.getResourceAsStream("/exit-codes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> rowsToRun() {
        return rows().stream().filter(row -> !row.isElsewhere()).toList();
    }

    static Stream<String> commands() {
        return Commands.all().stream().map(Commands.Entry::name);
    }

    /** What a run printed. */
    private record Said(int code, String out, String err) {}

    private static Said run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static void record(String name, String scenario, String... more) throws IOException {
        String file = write(name + ".scenario", scenario);
        List<String> words = new ArrayList<>(
                List.of("run", file, "--record", directory.resolve("store").toString()));
        words.addAll(List.of(more));
        run(words);
        NAMES.put(name, directory.resolve("store").resolve(name).toString());
    }

    @BeforeAll
    static void prepare() throws IOException {
        busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        NAMES.put("busy", Integer.toString(busy.getLocalPort()));
        NAMES.put("missing", directory.resolve("missing").toString());
        NAMES.put("folder", Files.createDirectory(directory.resolve("folder")).toString());
        NAMES.put("file", write("file", "neither this nor that\n"));
        NAMES.put("token", write("token", "0123456789abcdef\n"));
        Path stranger = Files.createDirectory(directory.resolve("stranger"));
        Files.writeString(stranger.resolve("thesis.txt"), "not ours\n");
        NAMES.put("stranger", stranger.toString());
        NAMES.put("valid", write("valid.scenario", "cluster 3 seed 2\nrun until leader\nexpect leader\n"));
        NAMES.put("violated", write("violated.scenario", "cluster 3 seed 2\nrun until leader\nexpect no leader\n"));
        NAMES.put("unknown", write("unknown.scenario", "cluster 3 seed 2\nexpect elections == 0\n"));
        NAMES.put("told", write("told.scenario", "cluster 1 seed 2\nrun until leader\n----\n----\n"));
        NAMES.put(
                "brokenAndTold",
                write("brokenAndTold.scenario", "cluster 1 seed 2\nrun until leader\n----\n----\nexpect no leader\n"));
        NAMES.put("won", write("won.scenario", "cluster 3 prevote off\nalign timers\nrun 2E\n"));
        lessons();
        record("calm", "cluster 3 seed 2\nrun until stable\nrun 2s\n");
        record("broken", "cluster 3 prevote off seed 2\nalign timers\nrun 2E\n", "--variant", "votes-twice");
        record("leaderless", "cluster 3 seed 2\nrun 20ms\n");
        record(
                "riddled",
                "cluster 5 prevote off checkquorum off seed 7\nrun until stable\ncut all -> leader+1\nrun 2s\n");
        riddle(directory.resolve("store").resolve("riddled").resolve("latest").resolve("facts.ndjson"));
        NAMES.put("etcd", write("etcd", "raft2026/12/01 01:26:19 INFO: 77fbfd6041c9f8ba became follower at term 1\n"));
        shard("shard1", "--seeds", "3", "--shard", "1/3");
        shard("shard", "--seeds", "3", "--shard", "2/3");
        shard("shard3", "--seeds", "3", "--shard", "3/3");
        shard("brokenShard", "--seeds", "50", "--variant", "never-saves");
        for (String hunt : List.of("hunt", "lostHunt")) {
            NAMES.put(hunt, directory.resolve(hunt).toString());
            run(List.of("hunt", "--seed", "12", "--hunt", NAMES.get(hunt)));
        }
    }

    private static void shard(String name, String... options) throws IOException {
        NAMES.put(name, directory.resolve(name).toString());
        List<String> words = new ArrayList<>(List.of("sweep", "--result", NAMES.get(name), "--out"));
        words.add(directory.resolve("swept").toString());
        words.addAll(List.of(options));
        run(words);
    }

    private static void lessons() throws IOException {
        String lesson = LessonCommandTest.OWN;
        NAMES.put("lesson", write("own.lesson", lesson));
        NAMES.put("riddle", write("riddle.lesson", lesson.replace("| no leader", "| leader")));
    }

    /** Nothing is left in it of what made anybody campaign. */
    private static void riddle(Path facts) throws IOException {
        List<String> left = Files.readAllLines(facts).stream()
                .filter(line -> !line.contains("\"FaultBegan\"") && !line.contains("\"MessageLost\""))
                .toList();
        Path riddled = Files.write(directory.resolve("riddled.ndjson"), left);
        NAMES.put("riddled", riddled.toString());
    }

    /** Where a line that should have been refused brought up a cluster, that ends. */
    @AfterAll
    static void free() throws IOException {
        busy.close();
        run(List.of("down", "--dir", NAMES.get("missing")));
    }

    @Test
    void everyCommandHasItsOutcomesListed() {
        assertThat(rows()).extracting(Row::command).containsAll(commands().toList());
        assertThat(commands().toList())
                .containsAll(rows().stream().map(Row::command).toList());
        for (String command : commands().toList()) {
            assertThat(rows())
                    .as(command)
                    .filteredOn(row -> row.command().equals(command))
                    .extracting(Row::code)
                    .contains(VALID, USAGE);
        }
    }

    /** What stands in lower case names no test, and says why there is none. */
    @Test
    void whatIsHeldElsewhereIsHeldByATestThatIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        assertThat(rows())
                .filteredOn(row -> row.isElsewhere()
                        && Character.isUpperCase(row.words().get(1).charAt(0)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(tests).contains(row.words().get(1)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsDoneAndAnUnknownOptionIsNotUnderstood(String command) {
        assertThat(run(List.of(command, "--help")).code()).isEqualTo(VALID);
        Said refused = run(List.of(command, "--no-such-option"));
        assertThat(refused.code()).isEqualTo(USAGE);
        assertThat(refused.err()).startsWith("raftbeat: ");
    }

    @ParameterizedTest
    @MethodSource("rowsToRun")
    void itIsToldAsTheListSays(Row row) {
        List<String> words = new ArrayList<>(List.of(row.command()));
        for (String word : row.words()) {
            String filled = word.replace("{new}", own.resolve("new").toString());
            for (Map.Entry<String, String> name : NAMES.entrySet()) {
                filled = filled.replace("{" + name.getKey() + "}", name.getValue());
            }
            words.add(filled.replace('~', ' '));
        }
        Said said = run(words);
        assertThat(said.code()).as("%s%n%s%s", row, said.out(), said.err()).isEqualTo(row.code());
        assertThat(said.err()).as("no defect").doesNotContain("a defect of raftbeat", "Exception", "\tat ");
        if (row.code() == USAGE || row.code() == ENVIRONMENT) {
            assertThat(said.err().lines().filter(line -> line.startsWith("raftbeat: ")))
                    .as("one sentence says why: %s", said.err())
                    .hasSize(1);
        } else {
            assertThat(row.code()).isIn(VALID, VIOLATED, UNKNOWN);
        }
    }
}
