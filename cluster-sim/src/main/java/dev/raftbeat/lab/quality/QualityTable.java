package dev.raftbeat.lab.quality;

import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What detectors were worth, as a table. */
public final class QualityTable {
    private static final double MICROS_PER_SECOND = 1e6;

    private QualityTable() {}

    /** What the headings mean, below the table. */
    public static final List<String> KEY = List.of(
            "T_D: time from a crash to its detection, in the median and for 99 of 100 crashes",
            "mistakes/h: wrong suspicions in an hour; T_MR: mean time from one to the next; T_M: mean length of one",
            "P_A: share of the time in which a living process is trusted; worst: most mistakes within 100 intervals");

    /** The columns; times are in seconds for programs. */
    static final List<Column<Quality>> COLUMNS = List.of(
            Column.text("detector", "detector", one -> one.detector().toString()),
            time("detectionMedianSeconds", "T_D med", Quality::detectionMedianSeconds),
            time("detectionP99Seconds", "T_D p99", Quality::detectionP99Seconds),
            Column.data("detectionMeanSeconds", Quality::detectionMeanSeconds),
            Column.data("crashes", one -> one.detectionMicros().getTotalCount()),
            Column.data("mistakes", Quality::mistakes),
            Column.number(
                    "mistakesPerHour", "mistakes/h", Quality::mistakesPerHour, one -> number(one.mistakesPerHour())),
            time("mistakeRecurrenceSeconds", "T_MR", Quality::mistakeRecurrenceSeconds),
            Column.number(
                    "mistakeDurationSeconds",
                    "T_M",
                    one -> one.mistakes() == 0 ? null : one.mistakeDurationSeconds(),
                    one -> one.mistakes() == 0 ? "-" : Amounts.seconds(one.mistakeDurationSeconds())),
            Column.number("queryAccuracy", "P_A", Quality::queryAccuracy, one -> accuracy(one.queryAccuracy())),
            Column.number("mostMistakesInAHundredIntervals", "worst", Quality::worstRun),
            Column.data("aliveSeconds", Quality::aliveSeconds));

    private static Column<Quality> time(String key, String heading, ToDoubleFunction<Quality> seconds) {
        return Column.number(key, heading, seconds::applyAsDouble, one -> Amounts.seconds(seconds.applyAsDouble(one)));
    }

    /** One row for each detector. */
    public static Table<Quality> of(List<Quality> all) {
        return new Table<>(COLUMNS, all);
    }

    /** The crashes that really happened, one line for each detector; nothing when there were none. */
    public static List<String> killed(List<Quality> all) {
        List<String> lines = new ArrayList<>();
        for (Quality one : all) {
            if (one.killedMicros().getTotalCount() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %d silences after a kill, suspected after %s (median), %s at the latest",
                        one.detector(),
                        one.killedMicros().getTotalCount(),
                        Amounts.seconds(one.killedMicros().getValueAtPercentile(50) / MICROS_PER_SECOND),
                        Amounts.seconds(one.killedMicros().getMaxValue() / MICROS_PER_SECOND)));
            }
        }
        return lines;
    }

    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    /** Seven digits, and never 1 when it was less. */
    private static String accuracy(double share) {
        if (share == 1) {
            return "1";
        }
        return String.format(Locale.ROOT, "%.7f", Math.min(share, 0.9999999));
    }
}
