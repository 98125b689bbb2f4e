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
 * @param target what {@code value} is to be at the most; empty where nothing is aimed at, like {@code targetP95}
 */
public record BenchValue(
        int nodes,
        String name,
        double value,
        OptionalDouble p95,
        OptionalDouble max,
        long count,
        OptionalDouble target,
        OptionalDouble targetP95) {
    private static final List<Column<BenchValue>> COLUMNS = List.of(
            Column.data("nodes", BenchValue::nodes),
            Column.data("measure", BenchValue::name),
            Column.data("value", BenchValue::value),
            Column.data("p95", BenchValue::p95),
            Column.data("max", BenchValue::max),
            Column.data("count", BenchValue::count),
            Column.data("target", BenchValue::target),
            Column.data("targetP95", BenchValue::targetP95));

    BenchValue(int nodes, String name, double value, OptionalDouble p95, OptionalDouble max, long count) {
        this(nodes, name, value, p95, max, count, OptionalDouble.empty(), OptionalDouble.empty());
    }

    static BenchValue single(int nodes, String name, double value) {
        return new BenchValue(nodes, name, value, OptionalDouble.empty(), OptionalDouble.empty(), 1);
    }

    BenchValue withTarget(double most, double mostP95) {
        return new BenchValue(nodes, name, value, p95, max, count, OptionalDouble.of(most), OptionalDouble.of(mostP95));
    }

    /** A single figure, or a median whose spread is not aimed at. */
    BenchValue withTarget(double most) {
        return new BenchValue(nodes, name, value, p95, max, count, OptionalDouble.of(most), OptionalDouble.empty());
    }

    /** One row for each. */
    public static Table<BenchValue> table(List<BenchValue> all) {
        return new Table<>(COLUMNS, all);
    }
}
