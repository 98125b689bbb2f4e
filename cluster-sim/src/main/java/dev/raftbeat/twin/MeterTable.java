package dev.raftbeat.twin;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The flap meters of two clusters against each other. */
public final class MeterTable {
    /** One figure of both, as text. */
    public record Row(String name, String left, String right) {
        /** Whether the twins differ in it. */
        public boolean differs() {
            return !left.equals(right);
        }
    }

    private MeterTable() {}

    /** A meter for the whole of a run. */
    public static FlapMeter meter() {
        return new FlapMeter();
    }

    /** What both show at this time. */
    public static List<Row> of(FlapMeter left, FlapMeter right, long nowNanos) {
        FlapMeter.Reading one = left.reading(nowNanos);
        FlapMeter.Reading other = right.reading(nowNanos);
        return List.of(
                row("elections", one.elections(), other.elections()),
                row("terms burnt", one.termsBurnt(), other.termsBurnt()),
                row(
                        "failovers justified",
                        one.failovers().justified(),
                        other.failovers().justified()),
                row(
                        "false alarms",
                        one.failovers().falseAlarms(),
                        other.failovers().falseAlarms()),
                new Row("time without a leader", leaderless(one, nowNanos), leaderless(other, nowNanos)),
                new Row("tenure, median", tenure(one), tenure(other)));
    }

    /** What the whole runs come to. */
    public static List<Row> of(List<StampedFact> left, List<StampedFact> right, long nowNanos) {
        FlapMeter one = meter();
        FlapMeter other = meter();
        left.forEach(one::hear);
        right.forEach(other::hear);
        return of(one, other, nowNanos);
    }

    private static Row row(String name, long left, long right) {
        return new Row(name, String.valueOf(left), String.valueOf(right));
    }

    private static String leaderless(FlapMeter.Reading reading, long nowNanos) {
        double share = nowNanos <= 0 ? 0 : 100.0 * reading.leaderlessNanos() / nowNanos;
        return String.format(Locale.ROOT, "%s (%.0f%%)", PlainText.duration(reading.leaderlessNanos()), share);
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
