package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Hostile.Said;
import dev.raftbeat.cli.option.ExitCodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command is given text that means harm in every place of its command line, and nothing of it comes out as it went
 * in. Files and servers have tests of their own.
 */
class HostileTextTest {
    private static final String H = "HOSTILE";

    /**
     * What makes a command refuse before it does anything, whatever else stands beside it: so that the hostile text of
     * each option can be tried. Behind it, lines that name hostile text where it is told again.
     *
     * @param refused words; an option among them is left out where it is the one that is tried
     * @param told lines in which {@value #H} stands for hostile text
     */
    private record Row(List<String> refused, List<String> told) {}

    private static final Map<String, Row> ROWS = rows();

    private static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("", row("", "HOSTILE", "--HOSTILE", "-HOSTILE", "run\nHOSTILE"));
        rows.put("demo", row("--nodes=99", "demo --on HOSTILE", "demo --for HOSTILE", "demo --web HOSTILE"));
        rows.put("lesson", row("77", "lesson HOSTILE", "lesson 1 --answers HOSTILE", "lesson --score HOSTILE"));
        rows.put("up", row("--nodes=99", "up --pace HOSTILE", "up --store HOSTILE --nodes 99"));
        rows.put("watch", row("127.0.0.1:1", "watch HOSTILE", "watch http://HOSTILE", "watch --dir HOSTILE"));
        rows.put("status", row("", "status --dir HOSTILE"));
        rows.put("fault", row("heal", "fault HOSTILE", "fault --dir HOSTILE heal"));
        rows.put("faults", row("nowhere", "faults HOSTILE", "faults --dir HOSTILE", "faults -o HOSTILE"));
        rows.put("logs", row("n1", "logs HOSTILE --dir HOSTILE"));
        rows.put("down", row("", "down --dir HOSTILE"));
        rows.put(
                "node",
                row(
                        "--id=n1 --listen=nowhere --dir=nowhere --peers=n1=127.0.0.1:1",
                        "node --id HOSTILE --listen 127.0.0.1:1 --dir nowhere --peers n1=127.0.0.1:1",
                        "node --id n1 --listen 127.0.0.1:1 --dir nowhere --peers n1=127.0.0.1:1 --key-file HOSTILE",
                        "node --id n1 --listen HOSTILE --dir nowhere --peers n1=127.0.0.1:1",
                        "node --id n1 --listen 127.0.0.1:1 --dir nowhere --peers HOSTILE=127.0.0.1:1"));
        rows.put("store", row("--port=1 --file=nowhere --fencing=maybe"));
        rows.put("run", row("nowhere.scenario", "run HOSTILE", "run --variant HOSTILE nowhere", "run -- -HOSTILE"));
        rows.put("replay", row("nowhere", "replay HOSTILE --plain", "replay nowhere --fork-at HOSTILE"));
        rows.put("report", row("nowhere", "report HOSTILE"));
        rows.put("import", row("--from=etcd nowhere", "import --from HOSTILE nowhere", "import --from etcd HOSTILE"));
        rows.put("page", row("nowhere", "page HOSTILE"));
        rows.put("why", row("nowhere", "why HOSTILE", "why HOSTILE.scenario", "why nowhere HOSTILE HOSTILE"));
        rows.put("export", row("nowhere --as=csv", "export HOSTILE --as csv", "export nowhere --as HOSTILE"));
        rows.put(
                "twins",
                row(
                        "nowhere --left=x --right=y",
                        "twins HOSTILE --left prevote --right prevote",
                        "twins nowhere --left HOSTILE --right HOSTILE"));
        rows.put("sweep", row("--seeds=0", "sweep --variant HOSTILE --seeds 1", "sweep --shard HOSTILE --seeds 1"));
        rows.put("sweep merge", row("nowhere", "sweep merge HOSTILE"));
        rows.put(
                "nemesis", row("--nodes=1", "nemesis --on HOSTILE", "nemesis --mix HOSTILE", "nemesis --pace HOSTILE"));
        rows.put("soak", row("--keep=0", "soak --store HOSTILE --continue", "soak --round HOSTILE"));
        rows.put("explore", row("--nodes=99", "explore --variant HOSTILE", "explore --prevote HOSTILE"));
        rows.put("zoo", row("nothing", "zoo HOSTILE"));
        rows.put("hunt", row("--seed=-1"));
        rows.put("hunt try", row("nowhere", "hunt try HOSTILE --hunt HOSTILE"));
        rows.put("hunt give-up", row("--hunt=nowhere", "hunt give-up --hunt HOSTILE"));
        rows.put("hunt results", row("nowhere", "hunt results HOSTILE HOSTILE"));
        rows.put("monitor", row("--detector=nothing", "monitor --peers HOSTILE", "monitor --detector HOSTILE"));
        rows.put(
                "worker",
                row("--monitor=http://127.0.0.1:1 --id=,", "worker --monitor http://127.0.0.1:1 --id HOSTILE"));
        rows.put("bench", row("nothing", "bench HOSTILE"));
        rows.put("figure", row("nothing", "figure HOSTILE"));
        rows.put("detectors", row("--beats=1", "detectors --network HOSTILE", "detectors --trace HOSTILE"));
        rows.put("topologies", row("--trials=-1", "topologies --fail HOSTILE", "topologies --topology HOSTILE"));
        rows.put("checklist", row("--nodes=1", "checklist --rtt HOSTILE", "checklist --loss HOSTILE"));
        rows.put("completion", row("nothing", "completion HOSTILE"));
        rows.put(TrainCommand.NAME, row(""));
        return rows;
    }

    private static Row row(String refused, String... told) {
        return new Row(words(refused), List.of(told));
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : Arrays.asList(line.split(" ", -1));
    }

    /** Every command, those below others too, by the words that call it. */
    private static Map<String, CommandLine> commands() {
        Map<String, CommandLine> all = new TreeMap<>();
        collect("", Main.everyCommand(), all);
        return all;
    }

    private static void collect(String name, CommandLine command, Map<String, CommandLine> all) {
        all.put(name, command);
        command.getSubcommands().forEach((word, below) -> collect((name + " " + word).strip(), below, all));
    }

    static Stream<String> names() {
        return commands().keySet().stream();
    }

    @Test
    void everyCommandHasARow() {
        assertThat(ROWS.keySet())
                .as("one row a command, and none besides")
                .containsExactlyInAnyOrderElementsOf(commands().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void noPlaceOfACommandLineLetsHarmThrough(String name) {
        Row row = ROWS.get(name);
        for (List<String> args : lines(name, row)) {
            Said said = Hostile.run(args);
            assertThat(said.code()).as("%s", args).isNotEqualTo(ExitCodes.VALID);
            assertThat(said.err())
                    .as("%s", args)
                    .doesNotContain("defect of raftbeat")
                    .isNotBlank();
        }
        for (String line : row.told()) {
            List<String> args = new ArrayList<>();
            words(line).forEach(word -> args.add(word.replace(H, Hostile.TEXT)));
            Said said = Hostile.run(args);
            assertThat(said.err()).as(line).doesNotContain("defect of raftbeat");
        }
    }

    /** An unknown option, too many arguments, and each option in both ways of writing it. */
    private static List<List<String>> lines(String name, Row row) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(name, List.of(), "--" + Hostile.TEXT));
        lines.add(line(name, List.of(), "--help" + Hostile.TEXT));
        lines.add(line(name, List.of(), "@" + Hostile.TEXT));
        lines.add(line(name, row.refused(), Hostile.TEXT, Hostile.TEXT, Hostile.TEXT, Hostile.TEXT));
        for (OptionSpec option : commands().get(name).getCommandSpec().options()) {
            if (option.arity().max() > 0) {
                List<String> beside = row.refused().stream()
                        .filter(word -> !word.startsWith(option.longestName() + "="))
                        .toList();
                lines.add(line(name, beside, option.longestName() + "=" + Hostile.TEXT));
                lines.add(line(name, beside, option.shortestName(), Hostile.TEXT));
            }
        }
        return lines;
    }

    private static List<String> line(String name, List<String> beside, String... more) {
        List<String> line = new ArrayList<>(words(name));
        line.addAll(beside);
        line.addAll(List.of(more));
        return line;
    }

    @Test
    void helpAndVersionAreHarmless() {
        commands().keySet().forEach(name -> Hostile.run(line(name, List.of(), "--help")));
        assertThat(Hostile.run(List.of("--version")).out()).startsWith("raftbeat ");
    }

    @Test
    void whatIsToldIsStillToBeRead() {
        assertThat(Hostile.run(List.of("zoo", "\u001b[31m\u202e\nx")).err())
                .isEqualTo(
                        "raftbeat: there is no \"\\u001b[31m\\u202e\\u000ax\" in the zoo; raftbeat zoo list names all"
                                + System.lineSeparator());
    }
}
