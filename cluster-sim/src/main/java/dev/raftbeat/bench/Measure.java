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
public record Measure(int nodes, String name, double value, OptionalDouble p95, OptionalDouble max, long count) {
    private static final List<Column<Measure>> COLUMNS = List.of(
            Column.data("nodes", Measure::nodes),
            Column.data("measure", Measure::name),
            Column.data("value", Measure::value),
            Column.data("p95", Measure::p95),
            Column.data("max", Measure::max),
            Column.data("count", Measure::count));

    static Measure single(int nodes, String name, double value) {
        return new Measure(nodes, name, value, OptionalDouble.empty(), OptionalDouble.empty(), 1);
    }

    /** One row for each. */
    public static Table<Measure> table(List<Measure> all) {
        return new Table<>(COLUMNS, all);
    }
}
