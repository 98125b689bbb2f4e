package dev.raftbeat.bench;

import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Durations, told as median, 95th percentile and maximum. */
final class Distribution {
    private static final long MICROS_MAX = 600_000_000L;

    private final Histogram micros = new Histogram(MICROS_MAX, 3);

    void add(long nanos) {
        micros.recordValue(Math.min(MICROS_MAX, Math.max(0, nanos / 1_000)));
    }

    long count() {
        return micros.getTotalCount();
    }

    double medianMillis() {
        return micros.getValueAtPercentile(50) / 1e3;
    }

    double p95Millis() {
        return micros.getValueAtPercentile(95) / 1e3;
    }

    /** All of them in milliseconds, to three digits, the shortest first. */
    List<Double> sortedMillis() {
        List<Double> all = new ArrayList<>();
        for (HistogramIterationValue value : micros.recordedValues()) {
            all.addAll(Collections.nCopies(
                    (int) value.getCountAddedInThisIterationStep(), value.getValueIteratedTo() / 1e3));
        }
        return all;
    }

    /** The same for programs, in milliseconds; nothing where nothing was measured. */
    Optional<BenchValue> measure(int nodes, String name) {
        return count() == 0
                ? Optional.empty()
                : Optional.of(new BenchValue(
                        nodes,
                        name,
                        medianMillis(),
                        OptionalDouble.of(p95Millis()),
                        OptionalDouble.of(micros.getMaxValue() / 1e3),
                        count()));
    }

    private static String time(long micros) {
        return Amounts.time(micros * 1_000);
    }

    @Override
    public String toString() {
        if (count() == 0) {
            return "none measured";
        }
        return "median " + time(micros.getValueAtPercentile(50)) + ", p95 " + time(micros.getValueAtPercentile(95))
                + ", max " + time(micros.getMaxValue()) + " (" + count() + " measured)";
    }
}
