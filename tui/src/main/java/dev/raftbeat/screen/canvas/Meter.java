package dev.raftbeat.screen.canvas;

import dev.raftbeat.check.failover.FlapMeter;
import java.util.List;
import java.util.stream.IntStream;

/** One figure of the flap meter, with a name for a whole line and one for half a line. */
public record Meter(String name, String shortName, String value, Style style) {
    private static final List<Mark> SHORT =
            List.of(Mark.ELECTIONS, Mark.BURNT, Mark.TENURE, Mark.NO_LEADER, Mark.JUSTIFIED, Mark.FALSE);

    public static List<Meter> of(FlapMeter.Reading reading) {
        List<FlapMeter.Figure> figures = reading.figures();
        return IntStream.range(0, figures.size())
                .mapToObj(place -> of(figures.get(place), SHORT.get(place)))
                .toList();
    }

    private static Meter of(FlapMeter.Figure figure, Mark mark) {
        return new Meter(figure.name(), mark.sign(), figure.value(), figure.warns() ? Style.WARN : Style.STRONG);
    }

    /** Failovers in a few words, for a heading. */
    public static String failovers(List<Meter> meters) {
        return meters.size() < 6
                ? ""
                : meters.get(4).value() + " " + Mark.DUE.sign() + ", "
                        + meters.get(5).value() + " " + Mark.FALSE.sign();
    }
}
