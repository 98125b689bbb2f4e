package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code raftbeat export} as a user, a script and the tools see it. */
class ExportCommandTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "exports");
    private static final Path SCENARIOS = Path.of("..", "test-scenarios", "src", "main", "resources", "scenarios");
    private static final Path RECORDING =
            Path.of("..", "cluster-sim", "src", "test", "resources", "recordings", "false-failover.ndjson");

    private static final String KILL = """
            cluster 3 evidence off seed 5
            run until stable
            cut leader -> leader+1
            run 120ms
            kill leader
            run until leader
            run 100ms
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(Arrays.asList(args));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private String export(String... args) {
        assertThat(run(args)).as(err.toString()).isEqualTo(ExitCodes.VALID);
        return out.toString();
    }

    private String scenario(String text) throws IOException {
        return Files.writeString(directory.resolve("kill.scenario"), text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "kill.mmd, --as mermaid",
        "kill-first.mmd, --as mermaid --from election~1 --around 20ms",
        "kill.perfetto.json, --as perfetto --from last",
        "kill.otlp.json, --as otlp",
        "elections.csv, --as csv",
        "failovers.csv, --as csv --table failovers",
        "terms.csv, --as csv --table terms",
        "tenures.csv, --as csv --table tenures",
        "kill.shiviz.log, --as shiviz --from last",
        "twins.shiviz.log, --as shiviz --left prevote~off --right prevote~on"
    })
    void eachFormIsWhatItWas(String golden, String line) throws IOException {
        List<String> args = new ArrayList<>(List.of(scenario(KILL)));
        Stream.of(line.split(" ")).map(word -> word.replace('~', ' ')).forEach(args::add);
        String text = export(args.toArray(String[]::new)).replace(directory + "/", "");
        check(golden, text);
        // Git may have its own mind about line ends.
        String lines = text.replace("\r\n", "\n");
        Path file = GOLDEN.resolve(golden);
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(file, lines);
        }
        assertThat(lines).as("write it with -Draftbeat.rewrite=true").isEqualTo(Files.readString(file));
    }

    /** By what the tool that reads it would refuse. */
    private static void check(String name, String text) {
        switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "mmd" -> MermaidGrammar.parse(text);
            case "log" -> ShivizFile.parse(text);
            case "csv" -> assertThat(text).endsWith("\r\n").doesNotContain("\n\n");
            default -> {
                if (name.contains("otlp")) {
                    OtlpFile.parse(text);
                } else {
                    TraceFile.parse(text);
                }
            }
        }
    }

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> all = Files.walk(SCENARIOS)) {
            return all.filter(file -> file.toString().endsWith(".scenario"))
                    .sorted()
                    .filter(file -> Math.floorMod(file.getFileName().toString().hashCode(), 6) == 0)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void otherRunsAreWellFormedToo(Path file) {
        String name = file.toString();
        if (run(name, "--as", "mermaid") == ExitCodes.USAGE) {
            assertThat(err.toString()).contains("there is no election among");
            return;
        }
        MermaidGrammar.parse(out.toString());
        OtlpFile.parse(export(name, "--as", "otlp"));
        TraceFile.parse(export(name, "--as", "perfetto", "--from", "last"));
        ShivizFile.parse(export(name, "--as", "shiviz", "--from", "election 1", "--around", "10s"));
    }

    @Test
    void aDiagramShowsVotesHeartbeatsAndBands() throws IOException {
        String text = export(scenario(KILL), "--as", "mermaid");
        MermaidGrammar diagram = MermaidGrammar.parse(text);
        assertThat(diagram.participants.values()).containsExactly("n1", "n2", "n3");
        assertThat(diagram.bands).isEqualTo(2);
        assertThat(text)
                .contains("title Election 2 of 2, term 2", "back to a fault: ", "fault cut n", "fault kill n")
                .contains(" heartbeats, ", "asks for votes, term 2 (arrived after ", "(lost: the link is cut)")
                .contains("leads term 2");
    }

    @Test
    void aTraceShowsWhoWasWhatWhenAndWhatWasBroken() throws IOException {
        TraceFile trace = TraceFile.parse(export(scenario(KILL), "--as", "perfetto"));
        List<String> leaders = trace.slices("cluster", "leader");
        assertThat(leaders).hasSize(4).startsWith("nobody leads").endsWith(leaders.get(3));
        assertThat(leaders.get(1)).endsWith(" leads term 1");
        assertThat(leaders.get(3)).endsWith(" leads term 2");
        String old = leaders.get(1).substring(0, 2);
        assertThat(trace.slices(old, "role"))
                .containsSubsequence("follower", "candidate", "takes itself for the leader", "down");
        assertThat(trace.slices(old, "term")).containsExactly("term 0", "term 1");
        assertThat(trace.slices(old, "disk")).anyMatch(slice -> slice.startsWith("save term 1, vote for " + old));
        assertThat(trace.slices(old, "timer")).anyMatch(slice -> slice.startsWith("timeout of "));
        assertThat(trace.of("b"))
                .extracting(event -> TraceFile.text(event, "name").split(" ")[0])
                .containsExactly("cut", "kill");
        assertThat(trace.of("f")).hasSizeGreaterThan(20);
        String peer = old.equals("n1") ? "n2" : "n1";
        assertThat(trace.slices(old, "link to " + peer)).anyMatch(slice -> slice.contains("connected"));
    }

    @Test
    void aPartOfATraceIsWithinItsTime() throws IOException {
        TraceFile whole = TraceFile.parse(export(scenario(KILL), "--as", "perfetto"));
        TraceFile part =
                TraceFile.parse(export(scenario(KILL), "--as", "perfetto", "--from", "election 2", "--around", "5ms"));
        assertThat(part.events()).hasSizeLessThan(whole.events().size() / 3);
        List<Double> times = part.events().stream()
                .filter(event -> event.has("ts"))
                .map(event -> TraceFile.number(event, "ts"))
                .toList();
        double least = times.stream().mapToDouble(time -> time).min().orElseThrow();
        double most = times.stream().mapToDouble(time -> time).max().orElseThrow();
        assertThat(most - least).isBetween(1.0, 10_001.0);
        assertThat(part.slices("cluster", "leader")).hasSizeBetween(1, 3);
    }

    @Test
    void anElectionIsATraceWithItsStepsAndItsFault() throws IOException {
        OtlpFile traces = OtlpFile.parse(export(scenario(KILL), "--as", "otlp"));
        OtlpFile.Span root = traces.named("election 2");
        OtlpFile.Span fault = traces.named("fault kill");
        assertThat(traces.children(root))
                .extracting(OtlpFile.Span::name)
                .containsExactly("detection", "PreVote", "save", "vote", "first heartbeat");
        assertThat(root.fromNanos()).isEqualTo(fault.fromNanos());
        assertThat(root.links().get(0).get("traceId").asString()).isEqualTo(fault.traceId());
        assertThat(root.attributes()).containsEntry("raftbeat.cause", "a fault").containsEntry("raftbeat.term", "2");
        long at = root.fromNanos();
        for (OtlpFile.Span step : traces.children(root)) {
            assertThat(step.fromNanos()).as(step.name()).isEqualTo(at);
            assertThat(step.service()).isEqualTo(root.attributes().get("raftbeat.elected"));
            at = step.toNanos();
        }
        assertThat(at).isEqualTo(root.toNanos());
    }

    @Test
    void whatLedToAnEventHasALesserClock() throws IOException {
        ShivizFile log = ShivizFile.parse(export(scenario(KILL), "--as", "shiviz"));
        var asked = log.event("", "sends RequestVote to n");
        String to = asked.text().replaceFirst(".* to (n\\d).*", "$1");
        var heard = log.runs().get("").stream()
                .filter(one -> one.host().equals(to))
                .filter(one -> one.text().contains("hears RequestVote from " + asked.host()))
                .findFirst()
                .orElseThrow();
        assertThat(log.isBefore(asked, heard)).isTrue();
        assertThat(log.isBefore(heard, asked)).isFalse();
    }

    @Test
    void twinsAreTwoExecutions() throws IOException {
        ShivizFile log = ShivizFile.parse(
                export(scenario(KILL), "--as", "shiviz", "--left", "prevote off", "--right", "prevote on"));
        assertThat(log.runs()).containsOnlyKeys("left: prevote off", "right: prevote on");
        assertThat(log.event("right: prevote on", "killed").host()).isEqualTo("world");
    }

    @Test
    void aRecordingIsExportedAsTheRunThatItIsOf() throws IOException {
        String file = scenario(KILL);
        String store = directory.resolve("store").toString();
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Object ignored = Main.run(nowhere, nowhere, "run", file, "--record", store);
        String recording = directory.resolve("store/kill/latest").toString();
        for (String line : List.of("csv", "csv --table tenures", "shiviz", "shiviz --from last")) {
            String[] words = ("--as " + line).split(" ");
            String[] ofRun = Stream.concat(Stream.of(file), Stream.of(words)).toArray(String[]::new);
            String[] ofRecording =
                    Stream.concat(Stream.of(recording), Stream.of(words)).toArray(String[]::new);
            assertThat(export(ofRecording)).as(line).isEqualTo(export(ofRun));
        }
    }

    @Test
    void aFileIsWrittenAsAWholeAndNamed() throws IOException {
        Path file = directory.resolve("trace.json");
        String said = export(scenario(KILL), "--as", "perfetto", "--out", file.toString());
        assertThat(said).isEqualTo("perfetto: " + file + "\n");
        TraceFile.parse(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mermaid", "perfetto", "otlp", "csv", "shiviz"})
    void damagedLinesAreSaidBesideWhatCouldBeRead(String form) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(RECORDING));
        lines.set(40, lines.get(40).substring(0, 30));
        lines.add("{\"v\":1,\"t_");
        Path damaged = Files.write(directory.resolve("damaged.ndjson"), lines);
        String text = export(damaged.toString(), "--as", form);
        assertThat(err.toString()).contains("2 lines are no whole facts and were passed over", "facts are missing");
        check("damaged." + (form.equals("mermaid") ? "mmd" : form.equals("shiviz") ? "log" : form), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--as mermaid --from election~9           | there is no election 9: the run has 2 elections",
                "--as perfetto --from election~9          | there is no election 9: the run has 2 elections",
                "--as csv --from election~x               | \"election\" takes a number from 1 on, not \"x\"",
                "--as otlp --from n9:1:1                  | there is no fact n9:1:1 in this run",
                "--as shiviz --from somewhere             | expected \"election N\", \"last\", or NODE:BOOT:SEQ",
                "--as pdf                                 | expected one of [mermaid, perfetto, otlp, csv, shiviz]",
                "--as csv --table cars                    | expected one of [elections, failovers, terms, tenures]",
                "--as otlp --table terms                  | --table is for csv",
                "--as mermaid --around 1s                 | --around is the time around what --from names",
                "--as mermaid --from last --around 11s    | --around takes a time up to 10s, not \"11s\"",
                "--as shiviz --left prevote~on            | twins take both --left and --right",
                "--as csv --left prevote~on --right prevote~off | --left and --right are for shiviz",
                "--as csv --cluster 2                     | --cluster takes a number from 1 to 1 here, not 2"
            })
    void nonsenseIsRefusedInOneSentence(String line, String sentence) throws IOException {
        List<String> args = new ArrayList<>(List.of(scenario(KILL)));
        Stream.of(line.strip().split(" ")).map(word -> word.replace('~', ' ')).forEach(args::add);
        assertThat(run(args.toArray(String[]::new))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(sentence);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatHasNoElectionHasNoDiagramAndEmptyTables() throws IOException {
        String calm = scenario("cluster 3\nrun 1ms\n");
        assertThat(run(calm, "--as", "mermaid")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).containsPattern("there is no election among \\d+ facts");
        assertThat(export(calm, "--as", "csv").lines()).hasSize(1);
        assertThat(OtlpFile.parse(export(calm, "--as", "otlp")).spans()).isEmpty();
        TraceFile.parse(export(calm, "--as", "perfetto"));
    }

    @Test
    void whatIsNoRunIsRefusedAndLeavesNoFile() {
        Path file = directory.resolve("x");
        assertThat(run(directory.resolve("nothing").toString(), "--as", "csv", "--out", file.toString()))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("does not exist");
        assertThat(file).doesNotExist();
    }
}
