package dev.raftbeat.check.judge;

import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import java.util.List;
import java.util.Locale;

/** What each check says of a run, for programs. */
public final class LampTable {
    private static final List<Column<Judge.Lamp>> COLUMNS = List.of(
            Column.data("check", Judge.Lamp::id),
            Column.data("verdict", lamp -> lamp.verdict().name().toLowerCase(Locale.ROOT)),
            Column.data("judged", Judge.Lamp::judged),
            Column.data("undecided", Judge.Lamp::undecided),
            Column.data("violations", lamp -> lamp.violations().size()),
            Column.data(
                    "firstViolation",
                    lamp -> lamp.violations().stream().findFirst().map(found -> found.sentence())),
            Column.data("sentence", Judge.Lamp::sentence));

    private LampTable() {}

    /** One row for each check. */
    public static Table<Judge.Lamp> of(List<Judge.Lamp> lamps) {
        return new Table<>(COLUMNS, lamps);
    }
}
