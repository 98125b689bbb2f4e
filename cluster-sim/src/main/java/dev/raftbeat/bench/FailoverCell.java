package dev.raftbeat.bench;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One place of the table of failovers.
 *
 * @param sortedMillis how long nobody led, in each run, the shortest first; infinite where nobody ever did; empty where it
 *     cannot be said
 * @param modelMillis the median that is predicted; no number where none can be measured
 */
public record FailoverCell(
        WorldKind world,
        int nodes,
        FailoverFault fault,
        FailoverPolicy policy,
        List<Double> sortedMillis,
        double modelMillis) {
    private static final int NAME_WIDTH = 27;
    private static final int CELL_WIDTH = 15;
    private static final int TIME_WIDTH = 7;

    private static final List<Column<FailoverCell>> COLUMNS = List.of(
            Column.data("world", cell -> cell.world.word()),
            Column.data("nodes", FailoverCell::nodes),
            Column.data("fault", cell -> cell.fault.key()),
            Column.data("faultName", cell -> cell.fault.name()),
            Column.data("policy", cell -> cell.policy.key()),
            Column.data("computed", cell -> cell.policy.isComputed()),
            Column.data("runs", cell -> cell.sortedMillis.size()),
            Column.data("runsWithoutLeader", FailoverCell::never),
            Column.data("medianMs", FailoverCell::median),
            Column.data("worstMs", FailoverCell::worst),
            Column.data("modelMs", FailoverCell::modelMillis));

    public FailoverCell {
        sortedMillis = List.copyOf(sortedMillis);
    }

    /** Infinite where at least half of the runs found no leader; no number where nothing can be said. */
    public double median() {
        return sortedMillis.isEmpty() ? Double.NaN : sortedMillis.get(sortedMillis.size() / 2);
    }

    public double worst() {
        return sortedMillis.isEmpty() ? Double.NaN : sortedMillis.get(sortedMillis.size() - 1);
    }

    /** In how many runs nobody led any more. */
    public long never() {
        return sortedMillis.stream().filter(millis -> millis.isInfinite()).count();
    }

    /** One row for each cell, for programs: a time that is infinite, or of which nothing can be said, is no number. */
    public static Table<FailoverCell> table(List<FailoverCell> cells) {
        return new Table<>(COLUMNS, cells);
    }

    /** For people, one row at a time: its policies beside each other, each with the median, the worst and the model. */
    public static Table<List<FailoverCell>> byFault() {
        List<Column<List<FailoverCell>>> columns = new ArrayList<>();
        columns.add(column("fault", false, row -> row.get(0).fault.name(), NAME_WIDTH));
        for (int i = 0; i < FailoverPolicy.ALL.size(); i++) {
            int at = i;
            String name = FailoverPolicy.ALL.get(at).name();
            columns.add(column(name, true, row -> row.get(at).measured(), CELL_WIDTH));
            columns.add(column("model", true, row -> time(row.get(at).modelMillis), TIME_WIDTH));
        }
        return new Table<>(columns, List.of());
    }

    private static Column<List<FailoverCell>> column(
            String heading, boolean right, Function<List<FailoverCell>, String> cell, int width) {
        return new Column<>(heading, heading, width, right, cell, cell);
    }

    /** The median, and the worst in brackets. */
    String measured() {
        String median = time(median());
        String worst = time(worst());
        return worst.equals(median) ? median : median + " (" + worst + ")";
    }

    private static String time(double millis) {
        return Double.isNaN(millis) ? "-" : Amounts.seconds(millis / 1000);
    }

    /** What stands below the table: what its words mean, and where some runs of a place found no leader. */
    public static List<String> notes(List<List<FailoverCell>> rows) {
        List<FailoverCell> cells = rows.stream().flatMap(List::stream).toList();
        List<String> notes = new ArrayList<>();
        if (cells.stream().anyMatch(cell -> cell.never() > 0 || Double.isInfinite(cell.modelMillis))) {
            notes.add("never: a quorum followed no leader that could lead within "
                    + Amounts.time(FailoverRun.NEVER_NANOS));
        }
        cells.stream()
                .filter(cell -> cell.never() > 0 && cell.never() < cell.sortedMillis.size())
                .map(cell -> cell.fault.name() + ", " + cell.policy.name() + ": never in " + cell.never() + " of "
                        + cell.sortedMillis.size() + " runs")
                .forEach(notes::add);
        if (cells.stream().anyMatch(cell -> cell.policy.isComputed())) {
            notes.add(PhiSuspicions.DETECTOR + ": from the heartbeats of the runs beside it: when a quorum would have"
                    + " suspected, and the measured way from a timer to the leader; no split votes");
        }
        if (cells.stream().anyMatch(cell -> cell.sortedMillis.isEmpty())) {
            notes.add("-: not every run of it lost its leader by silence");
        }
        return notes;
    }
}
