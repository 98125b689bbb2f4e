package dev.raftbeat.page;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is read of a run now and then: the flap meter, and how the invariants stand. It is read twice a second, as on the
 * screen, and whenever somebody begins or ceases to lead or to be believed.
 */
final class Readings {
    /** What the figures of the meter are called. */
    static final List<String> FIGURES = new FlapMeter()
            .reading(0).figures().stream().map(FlapMeter.Figure::name).toList();

    private final FlapMeter meter = FlapMeter.watched();
    private final Judge judge;
    private final LongColumn times;
    /** Per reading: the figures' values, which of them warn, and a letter an invariant. */
    private final TextColumn<List<String>> read;

    private List<String> last = List.of();

    private final Set<String> violated = new TreeSet<>();
    private long half = Long.MIN_VALUE;
    private long lastNanos;
    private long lastMicros;
    private boolean due;

    /**
     * @param run whose facts it reads
     * @param judge has heard, when this settles, what this has heard
     */
    Readings(PageFold run, Judge judge) {
        times = new LongColumn(run);
        read = new TextColumn<>(run);
        this.judge = judge;
    }

    /** @param turned whether the leader, who claims to lead, or the term is another */
    void hear(StampedFact fact, boolean turned, long micros) {
        meter.hear(fact);
        lastNanos = fact.tNanos();
        lastMicros = micros;
        long now = lastNanos / FlapMeter.READING_NANOS;
        due |= turned || now != half;
        half = now;
    }

    /**
     * Reads all, if it is time. A page shows a microsecond as it ends, so this is called before a later one begins.
     *
     * @return what is found violated for the first time
     */
    List<String> settle() {
        if (!due) {
            return List.of();
        }
        due = false;
        List<FlapMeter.Figure> figures = meter.reading(lastNanos).figures();
        List<String> row =
                figures.stream().map(FlapMeter.Figure::value).collect(Collectors.toCollection(ArrayList::new));
        row.add(figures.stream().map(figure -> figure.warns() ? "!" : ".").collect(Collectors.joining()));
        row.add(judge.invariants().stream().map(Readings::letter).collect(Collectors.joining()));
        if (!last.equals(row)) {
            last = List.copyOf(row);
            times.addTime(lastMicros);
            read.add(last);
        }
        if (row.get(row.size() - 1).chars().filter(letter -> letter == 'V').count() == violated.size()) {
            return List.of();
        }
        return judge.lamps().stream()
                .filter(lamp -> !lamp.violations().isEmpty() && violated.add(lamp.id()))
                .map(Judge.Lamp::finding)
                .toList();
    }

    private static String letter(Invariant invariant) {
        if (!invariant.applies()) {
            return "-";
        }
        return switch (invariant.verdict()) {
            case VALID -> "v";
            case UNKNOWN -> "u";
            case VIOLATED -> "V";
        };
    }

    /** Those that came by later facts. */
    Map<String, Object> since(long fact) {
        return PageParts.group(Map.of("t", times.since(fact), "read", read.since(fact)));
    }

    Stamped[] columns() {
        return new Stamped[] {times, read};
    }
}
