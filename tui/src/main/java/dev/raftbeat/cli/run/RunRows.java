package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.LampTable;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.TrialResult;
import dev.raftbeat.scenario.expect.Measure;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code raftbeat run} says to programs: each cluster, and each line that could fail. */
final class RunRows {

    /** @param number of the cluster in its file, from 1 */
    private record Cluster(String file, int number, TrialResult result) {}

    private record Row(Cluster of, Finding finding) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.data("file", row -> row.of().file()),
            Column.data("cluster", row -> row.of().number()),
            Column.data("seed", row -> row.of().result().seed()),
            Column.data(
                    "line",
                    row -> row.finding().line() == 0 ? null : row.finding().line()),
            Column.data("text", row -> row.finding().text()),
            Column.data("verdict", row -> word(row.finding().verdict())),
            Column.data("value", row -> row.finding().value()),
            Column.data("unit", row -> row.finding().unit().map(RunRows::word)),
            Column.data("reason", row -> row.finding().reason()));

    private final List<Cluster> clusters = new ArrayList<>();

    void add(Scenario scenario, TrialResult result, int number) {
        clusters.add(new Cluster(scenario.file(), number, result));
    }

    void add(ScenarioResult result) {
        for (int at = 0; at < result.trials().size(); at++) {
            add(result.scenario(), result.trials().get(at), at + 1);
        }
    }

    /** One row for each line that could fail; a broken invariant has no line. */
    Table<?> table() {
        List<Row> rows = new ArrayList<>();
        clusters.forEach(one -> one.result().findings().forEach(finding -> rows.add(new Row(one, finding))));
        return new Table<>(COLUMNS, rows);
    }

    /** The same with each cluster and its checks. */
    Map<String, Object> document(String world, Verdict verdict) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("world", world);
        document.put("verdict", word(verdict));
        document.put("clusters", clusters.stream().map(RunRows::map).toList());
        document.put("findings", table().maps());
        return document;
    }

    private static Map<String, Object> map(Cluster one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", one.file());
        map.put("cluster", one.number());
        map.put("text", one.result().trial().text());
        map.put("seed", one.result().seed());
        map.put("verdict", word(one.result().verdict()));
        map.put("checks", LampTable.of(one.result().lamps()).maps());
        return map;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Measure.Unit unit) {
        return switch (unit) {
            case COUNT -> "count";
            case TIME -> "seconds";
            case PERCENT -> "percent";
        };
    }
}
