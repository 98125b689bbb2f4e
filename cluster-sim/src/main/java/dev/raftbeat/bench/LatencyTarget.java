package dev.raftbeat.bench;

import dev.raftbeat.text.Amounts;
import java.util.Locale;

/**
 * How long something may take at most.
 *
 * @param medianMillis half of the times are at most this
 * @param p95Millis 95 of 100 are
 */
record LatencyTarget(double medianMillis, double p95Millis) {
    /** For people: the target, and what part of it was used up. */
    String beside(Distribution times) {
        double median = times.medianMillis() / medianMillis;
        double p95 = times.p95Millis() / p95Millis;
        return String.format(
                Locale.ROOT,
                "median %s, p95 %s (%s: %.2f and %.2f of it)",
                Amounts.time(Math.round(medianMillis * 1e6)),
                Amounts.time(Math.round(p95Millis * 1e6)),
                median <= 1 && p95 <= 1 ? "met" : "missed",
                median,
                p95);
    }

    BenchValue on(BenchValue value) {
        return value.withTarget(medianMillis, p95Millis);
    }
}
