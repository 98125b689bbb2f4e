package dev.raftbeat.twin;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The flap meters of two clusters against each other. */
public final class MeterTable {
    /**
     * One figure of both.
     *
     * @param key its name for programs, with its unit last
     * @param leftValue that of the left twin for programs, a count or seconds; null for nothing to measure
     * @param rightValue the same of the right twin
     */
    public record Row(String key, String name, Number leftValue, Number rightValue, String left, String right) {
        /** Whether the twins differ in it. */
        public boolean differs() {
            return !left.equals(right);
        }
    }

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.data("meter", Row::key),
            Column.data("left", Row::leftValue),
            Column.data("right", Row::rightValue),
            Column.data("differs", Row::differs));

    private MeterTable() {}

    /** The rows for programs. */
    public static Table<Row> table(List<Row> rows) {
        return new Table<>(COLUMNS, rows);
    }

    /** A meter for the whole of a run. */
    public static FlapMeter meter() {
        return new FlapMeter();
    }

    /** What both show at this time. */
    public static List<Row> of(FlapMeter left, FlapMeter right, long nowNanos) {
        FlapMeter.Reading one = left.reading(nowNanos);
        FlapMeter.Reading other = right.reading(nowNanos);
        return List.of(
                row("elections", "elections", one.elections(), other.elections()),
                row("termsBurnt", "terms burnt", one.termsBurnt(), other.termsBurnt()),
                row(
                        "failoversJustified",
                        "failovers justified",
                        one.failovers().justified(),
                        other.failovers().justified()),
                row(
                        "falseAlarms",
                        "false alarms",
                        one.failovers().falseAlarms(),
                        other.failovers().falseAlarms()),
                new Row(
                        "leaderlessSeconds",
                        "time without a leader",
                        one.leaderlessNanos() / 1e9,
                        other.leaderlessNanos() / 1e9,
                        leaderless(one, nowNanos),
                        leaderless(other, nowNanos)),
                new Row(
                        "tenureMedianSeconds",
                        "tenure, median",
                        tenureSeconds(one),
                        tenureSeconds(other),
                        tenure(one),
                        tenure(other)));
    }

    /** What the whole runs come to. */
    public static List<Row> of(List<StampedFact> left, List<StampedFact> right, long nowNanos) {
        FlapMeter one = meter();
        FlapMeter other = meter();
        left.forEach(one::hear);
        right.forEach(other::hear);
        return of(one, other, nowNanos);
    }

    private static Row row(String key, String name, long left, long right) {
        return new Row(key, name, left, right, String.valueOf(left), String.valueOf(right));
    }

    private static String leaderless(FlapMeter.Reading reading, long nowNanos) {
        double share = nowNanos <= 0 ? 0 : 100.0 * reading.leaderlessNanos() / nowNanos;
        return String.format(Locale.ROOT, "%s (%.0f%%)", PlainText.duration(reading.leaderlessNanos()), share);
    }

    /** Of those that have ended. */
    private static Double tenureSeconds(FlapMeter.Reading reading) {
        OptionalLong median = reading.medianTenureNanos();
        return median.isPresent() ? Double.valueOf(median.getAsLong() / 1e9) : null;
    }

    private static String tenure(FlapMeter.Reading reading) {
        OptionalLong median = reading.medianTenureNanos();
        if (median.isPresent()) {
            return PlainText.duration(median.getAsLong());
        }
        return reading.tenureNanos().isPresent()
                ? PlainText.duration(reading.tenureNanos().getAsLong()) + " so far"
                : "none";
    }
}
