package dev.raftbeat.screen.canvas;

import dev.raftbeat.check.failover.FlapMeter;
import java.util.List;
import java.util.Locale;

/** One figure of the flap meter, with a name for a whole line and one for half a line. */
public record Meter(String name, String shortName, String value, Style style) {
    public static List<Meter> of(FlapMeter.Reading reading) {
        String rate = String.format(Locale.ROOT, "%.1f", reading.electionsPerMinute());
        String tenure = reading.tenureNanos().isEmpty()
                ? "-"
                : ClockText.age(reading.tenureNanos().getAsLong());
        String share = Math.round(reading.leaderlessShare() * 100) + "%";
        return List.of(
                new Meter("elections a minute", "elect/min", rate, Style.STRONG),
                warns("terms without a leader", "burnt", reading.termsBurnt()),
                new Meter("this leader has led for", "tenure", tenure, Style.STRONG),
                new Meter("time without a leader", "no leader", share, Style.STRONG),
                new Meter(
                        "failovers with good reason",
                        "justified",
                        Long.toString(reading.failovers().justified()),
                        Style.STRONG),
                warns("failovers by false alarm", "false", reading.failovers().falseAlarms()));
    }

    private static Meter warns(String name, String shortName, long count) {
        return new Meter(name, shortName, Long.toString(count), count > 0 ? Style.WARN : Style.STRONG);
    }

    /** Failovers in a few words, for a heading. */
    public static String failovers(List<Meter> meters) {
        return meters.size() < 6
                ? ""
                : meters.get(4).value() + " due, " + meters.get(5).value() + " false";
    }
}
