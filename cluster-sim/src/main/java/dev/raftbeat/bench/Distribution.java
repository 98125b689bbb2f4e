package dev.raftbeat.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Durations, told as median, 95th percentile and maximum in milliseconds. */
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

    /** All of them in milliseconds, to three digits, the shortest first. */
    List<Double> sortedMillis() {
        List<Double> all = new ArrayList<>();
        for (HistogramIterationValue value : micros.recordedValues()) {
            all.addAll(Collections.nCopies(
                    (int) value.getCountAddedInThisIterationStep(), value.getValueIteratedTo() / 1e3));
        }
        return all;
    }

    @Override
    public String toString() {
        if (count() == 0) {
            return "none measured";
        }
        return String.format(
                Locale.ROOT,
                "median %.1f, p95 %.1f, max %.1f ms (%d measured)",
                medianMillis(),
                micros.getValueAtPercentile(95) / 1e3,
                micros.getMaxValue() / 1e3,
                count());
    }
}
