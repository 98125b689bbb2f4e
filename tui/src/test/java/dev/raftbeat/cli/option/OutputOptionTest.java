package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.wire.StrictJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What a command answers as a table it answers as JSON and as CSV too, and the three agree. */
class OutputOptionTest {
    /** Those whose answers take running processes. */
    private static final List<String> ELSEWHERE = List.of("status", "bench live");

    private static final List<String> OF_ONE_RUN = List.of("recording", "seconds", "memoryBytes");

    @TempDir
    private static Path directory;

    /** One command line for each command and kind of answer. */
    enum Case {
        CHECKLIST("checklist --nodes 50 --rtt 5ms --loss 1%", "tried", "detector", "detectionP99Seconds:s"),
        DETECTORS(
                "detectors --network lan --beats 2000",
                "detectors",
                "detector",
                "detectionMedianSeconds:s",
                "detectionP99Seconds:s",
                "mostMistakesInAHundredIntervals"),
        NETWORKS("detectors --networks", "", "network", "intervalSeconds:s", "sentence"),
        TOPOLOGIES("topologies --nodes 10,20 --trials 1", "topologies", "topology", "members"),
        KINDS("topologies --topologies", "", "topology", "sentence"),
        FIGURE(
                "figure election-timeouts --trials 2 --svg {dir}/f.svg",
                "settings",
                "timeouts",
                "trials",
                "medianMs:ms"),
        FAILOVER("bench failover --world sim --runs 2 --nodes 3", "cells", "faultName", "medianMs:ms", "modelMs:ms"),
        SWEEP("sweep --seeds 5", ".", "runs", "done", "facts"),
        SWEEP_MERGE("sweep merge {dir}/shard", ".", "runs", "done", "facts"),
        IMPORT(
                "import --from etcd ../cluster-sim/src/test/resources/etcd/n1.log --out {dir}/etcd.ndjson",
                "members",
                "node",
                "id",
                "lives",
                "lines",
                "understood",
                "unread"),
        EXPLORE("explore --terms 1 --depth 3", ".", "distinctStates"),
        ZOO("zoo", "", "name", "source"),
        RULE("zoo votes-twice", "rules", "seed", "violation"),
        ROLLING("nemesis --on sim --rolling --seed 3", "turns", "node", "led", "leader", "leaderlessMs:ms"),
        NEMESIS("nemesis --on sim --time-limit 5s --seed 3", "checks", "check", "verdict", "sentence", "judged"),
        SOAK(
                "soak --on sim --time-limit 5s --round 5s --seed 3 --store {dir}/soak",
                "rounds",
                "round",
                "seed",
                "faults"),
        RUN("run {dir}/kill.scenario", "findings", "line", "text"),
        SEEDS("run {dir}/kill.scenario --seeds 3", "findings", "text"),
        TWINS("twins {dir}/kill.scenario --left prevote~on --right prevote~off --plain", "meters", "left", "right"),
        WHY("why {dir}/kill.scenario", "explained", "fact"),
        FAULTS("faults {dir}/store/kill/latest", "faults", "fault", "text", "nodes:list", "fromSeconds:s"),
        HUNTS("hunt results {dir}/hunt", "", "points", "student", "state", "tries");

        private final String words;
        private final String list;
        private final List<String> shown;

        /**
         * @param list where the rows are in the document; empty when it is the list, a point when it is the only row
         * @param shown keys of what stands together in one line for people; behind a colon in what form
         */
        Case(String words, String list, String... shown) {
            this.words = words;
            this.list = list;
            this.shown = List.of(shown);
        }

        String command() {
            String[] all = words.split(" ");
            boolean two = words.startsWith("hunt results") || words.startsWith("sweep merge");
            return two ? all[0] + " " + all[1] : all[0];
        }
    }

    private record Said(int code, String out, String err) {}

    private static Said run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(
                        line.replace("{dir}", directory.toString()).split(" "))
                .map(word -> word.replace('~', ' '))
                .toArray(String[]::new);
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Said(code, out.toString(), err.toString());
    }

    @BeforeAll
    static void prepare() throws Exception {
        Files.writeString(directory.resolve("kill.scenario"), """
                cluster 3 seed 2
                run until stable
                kill leader
                run 20E
                expect gap <= 20E
                expect leader-changes == 1
                """);
        run("run {dir}/kill.scenario --record {dir}/store");
        run("hunt --seed 12 --hunt {dir}/hunt");
        run("sweep --seeds 5 --result {dir}/shard");
    }

    @Test
    void everyCommandThatOffersItIsTried() {
        TreeSet<String> offer = new TreeSet<>();
        Main.everyCommand().getSubcommands().forEach((name, command) -> {
            offers(name, command, offer);
            command.getSubcommands().forEach((word, below) -> offers(name + " " + word, below, offer));
        });
        TreeSet<String> tried = new TreeSet<>(List.of("status", "bench"));
        Arrays.stream(Case.values()).map(Case::command).forEach(tried::add);
        assertThat(offer).isEqualTo(tried);
        assertThat(ELSEWHERE).allMatch(line -> offer.contains(line.split(" ")[0]));
    }

    private static void offers(String name, CommandLine command, TreeSet<String> to) {
        if (command.getCommandSpec().findOption("--output") != null) {
            to.add(name);
            assertThat(command.getUsageMessage()).as(name).contains("table, json, csv");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theThreeFormsAgree(Case one) {
        Said table = run(one.words);
        Said json = run(one.words + " -o json");
        Said csv = run(one.words + " -o csv");
        assertThat(List.of(json.code(), csv.code())).as(json.err()).containsOnly(table.code());
        List<Map<String, Object>> rows = rows(one, json.out());
        assertThat(rows).isNotEmpty();
        List<List<String>> cells = cells(csv.out());
        assertThat(cells).as("one row each, below the names").hasSize(rows.size() + 1);
        assertThat(cells)
                .as("as many places in each row: %s", csv.out())
                .allMatch(row -> row.size() == cells.get(0).size());
        assertThat(csv.out().replace("\r\n", "")).doesNotContain("\n", "\r");
        if (one != Case.WHY) {
            for (int at = 0; at < rows.size(); at++) {
                assertThat(ofCsv(cells.get(0), cells.get(at + 1)))
                        .isEqualTo(ofCsv(cells.get(0), ofJson(cells.get(0), rows.get(at))));
            }
        }
        String people = table.out().replace(",", "");
        for (Map<String, Object> row : rows) {
            if (one != Case.CHECKLIST
                    || row.get("withinSeconds").equals(rows.get(0).get("withinSeconds"))) {
                List<String> together =
                        one.shown.stream().map(key -> forPeople(row, key)).toList();
                assertThat(people.lines())
                        .as("a line with %s in%n%s", together, people)
                        .anyMatch(line -> together.stream().allMatch(line::contains));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Case one, String json) {
        if (one.list.isEmpty()) {
            return StrictJson.STANDARD.read(json, List.class);
        }
        // A document of any form may hold nulls, which a map of its own may not.
        Map<String, Object> document = (Map<String, Object>)
                StrictJson.STANDARD.read("[" + json + "]", List.class).get(0);
        return one.list.equals(".") ? List.of(document) : (List<Map<String, Object>>) document.get(one.list);
    }

    private static String forPeople(Map<String, Object> row, String shown) {
        String[] parts = shown.split(":");
        assertThat(row).containsKey(parts[0]);
        Object value = row.get(parts[0]);
        if (value == null) {
            return "";
        }
        String text = switch (parts.length == 1 ? "" : parts[1]) {
            case "s" -> Amounts.seconds(((Number) value).doubleValue());
            case "ms" -> Amounts.seconds(((Number) value).doubleValue() / 1000);
            case "list" ->
                String.join(
                        ", ", ((List<?>) value).stream().map(String::valueOf).toList());
            default -> value instanceof Double number && Math.rint(number) != number ? "" : String.valueOf(value);
        };
        return text.replace(",", "");
    }

    /** Without what is another in each run. */
    private static List<String> ofCsv(List<String> names, List<String> cells) {
        List<String> same = new ArrayList<>(cells);
        for (int at = 0; at < names.size(); at++) {
            if (OF_ONE_RUN.contains(names.get(at))) {
                same.set(at, "");
            }
        }
        return same;
    }

    /** What CSV says of this row of JSON. */
    private static List<String> ofJson(List<String> names, Map<String, Object> row) {
        List<String> cells = new ArrayList<>();
        for (String name : names) {
            Object value = row.get(name);
            cells.add(
                    value == null
                            ? ""
                            : value instanceof List<?> several
                                    ? String.join(
                                            " ",
                                            several.stream()
                                                    .map(String::valueOf)
                                                    .toList())
                                    : value.toString());
        }
        return cells;
    }

    /** As RFC 4180 has it. */
    private static List<List<String>> cells(String csv) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : csv.split("\r\n")) {
            List<String> row = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (int at = 0; at < line.length(); at++) {
                char letter = line.charAt(at);
                if (quoted && letter == '"' && line.startsWith("\"\"", at)) {
                    cell.append('"');
                    at++;
                } else if (letter == '"') {
                    quoted = !quoted;
                } else if (letter == ',' && !quoted) {
                    row.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(letter);
                }
            }
            row.add(cell.toString());
            rows.add(row);
        }
        return rows;
    }

    @Test
    void theSimulatorsSpeedIsOneDocument() {
        Map<String, Object> document =
                StrictJson.STANDARD.readMap(run("bench sim --seconds 5 -o json").out());
        assertThat((List<?>) document.get("measures")).hasSize(18);
    }
}
