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
                new Meter("elections a minute", Mark.ELECTIONS.sign(), rate, Style.STRONG),
                warns("terms without a leader", Mark.BURNT.sign(), reading.termsBurnt()),
                new Meter("this leader has led for", Mark.TENURE.sign(), tenure, Style.STRONG),
                new Meter("time without a leader", Mark.NO_LEADER.sign(), share, Style.STRONG),
                new Meter(
                        "failovers with good reason",
                        Mark.JUSTIFIED.sign(),
                        Long.toString(reading.failovers().justified()),
                        Style.STRONG),
                warns(
                        "failovers by false alarm",
                        Mark.FALSE.sign(),
                        reading.failovers().falseAlarms()));
    }

    private static Meter warns(String name, String shortName, long count) {
        return new Meter(name, shortName, Long.toString(count), count > 0 ? Style.WARN : Style.STRONG);
    }

    /** Failovers in a few words, for a heading. */
    public static String failovers(List<Meter> meters) {
        return meters.size() < 6
                ? ""
                : meters.get(4).value() + " " + Mark.DUE.sign() + ", "
                        + meters.get(5).value() + " " + Mark.FALSE.sign();
    }
}
