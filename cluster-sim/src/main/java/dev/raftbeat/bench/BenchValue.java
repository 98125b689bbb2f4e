package dev.raftbeat.bench;

import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One figure of a cluster, for programs.
 *
 * @param nodes of the cluster
 * @param name what was measured, with its unit last: {@code killToNewLeaderMs}
 * @param value the figure, of several the median
 * @param p95 what 95 of 100 do not exceed; empty for a single figure, like {@code max}
 * @param count how many were measured
 */
public record BenchValue(int nodes, String name, double value, OptionalDouble p95, OptionalDouble max, long count) {
    private static final List<Column<BenchValue>> COLUMNS = List.of(
            Column.data("nodes", BenchValue::nodes),
            Column.data("measure", BenchValue::name),
            Column.data("value", BenchValue::value),
            Column.data("p95", BenchValue::p95),
            Column.data("max", BenchValue::max),
            Column.data("count", BenchValue::count));

    static BenchValue single(int nodes, String name, double value) {
        return new BenchValue(nodes, name, value, OptionalDouble.empty(), OptionalDouble.empty(), 1);
    }

    /** One row for each. */
    public static Table<BenchValue> table(List<BenchValue> all) {
        return new Table<>(COLUMNS, all);
    }
}
