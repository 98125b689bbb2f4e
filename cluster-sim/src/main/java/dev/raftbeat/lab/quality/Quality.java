package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorSpec;
import org.HdrHistogram.Histogram;

/**
 * What a detector was worth on a stream, in the measures of Chen, Toueg and Aguilera (2002, §2): how fast it detects, how
 * often it is mistaken, and how long a mistake lasts. A mistake is a suspicion of a process that is alive, be it paused.
 *
 * @param detector what was run
 * @param detectionMicros T_D, from a crash to the suspicion that never ends, in microseconds, over all crashes
 * @param killedMicros the same over the crashes that really happened in a recording
 * @param mistakes how many times trust was withdrawn wrongly
 * @param mistakenNanos how long it was withdrawn in all
 * @param aliveNanos how long the process was watched alive
 * @param worstRun the most mistakes within a hundred intervals: what flapping looks like
 */
public record Quality(
        DetectorSpec detector,
        Histogram detectionMicros,
        Histogram killedMicros,
        long mistakes,
        long mistakenNanos,
        long aliveNanos,
        int worstRun) {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    /** Copies the histograms. */
    public Quality {
        detectionMicros = detectionMicros.copy();
        killedMicros = killedMicros.copy();
    }

    public double detectionMedianSeconds() {
        return detectionSeconds(50);
    }

    public double detectionP99Seconds() {
        return detectionSeconds(99);
    }

    public double detectionMeanSeconds() {
        return detectionMicros.getMean() / MICROS_PER_SECOND;
    }

    private double detectionSeconds(double percentile) {
        return detectionMicros.getValueAtPercentile(percentile) / MICROS_PER_SECOND;
    }

    public double aliveSeconds() {
        return aliveNanos / NANOS_PER_SECOND;
    }

    /** lambda_M: mistakes an hour in which the process was alive. */
    public double mistakesPerHour() {
        return aliveNanos == 0 ? 0 : mistakes / aliveSeconds() * SECONDS_PER_HOUR;
    }

    /** T_MR: the mean time from one mistake to the next; infinite when there was none. */
    public double mistakeRecurrenceSeconds() {
        return mistakes == 0 ? Double.POSITIVE_INFINITY : aliveSeconds() / mistakes;
    }

    /** T_M: how long a mistake lasts on the mean; 0 when there was none. */
    public double mistakeDurationSeconds() {
        return mistakes == 0 ? 0 : mistakenNanos / NANOS_PER_SECOND / mistakes;
    }

    /** P_A: the share of the time alive in which the process was trusted. */
    public double queryAccuracy() {
        return aliveNanos == 0 ? 1 : 1 - (double) mistakenNanos / aliveNanos;
    }
}
