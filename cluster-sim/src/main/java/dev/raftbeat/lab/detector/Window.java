package dev.raftbeat.lab.detector;

import java.util.Arrays;

/**
 * The last so many samples with their mean and standard deviation, each in constant time.
 *
 * <p>The sum is exact, in whole numbers. The squares are summed as distances from what was the mean, and all of it is
 * summed afresh once a turn of the window, and whenever a sample leaves that outweighed the others, so that neither a
 * long run nor one enormous sample can leave its rounding behind.
 */
final class Window {
    private static final int FIRST_ROOM = 16;
    private static final double OUTWEIGHS = 4;
    private final int capacity;
    private long[] samples;
    private int size;
    private int next;
    private long pivot;
    private long sum;
    private double squares;

    /** @param capacity how many samples count, at least 1 */
    Window(int capacity) {
        this.capacity = capacity;
        this.samples = new long[Math.min(capacity, FIRST_ROOM)];
    }

    void add(long sample) {
        double left = 0;
        if (size == 0) {
            pivot = sample;
        }
        if (size == capacity) {
            long gone = samples[next] - pivot;
            sum -= gone;
            left = (double) gone * gone;
            squares -= left;
        } else if (size == samples.length) {
            samples = Arrays.copyOf(samples, Math.min(capacity, 2 * size));
        }
        samples[next] = sample;
        long fresh = sample - pivot;
        sum += fresh;
        squares += (double) fresh * fresh;
        size = Math.min(size + 1, capacity);
        next++;
        if (next == capacity || left > OUTWEIGHS * squares) {
            next %= capacity;
            sumAfresh();
        }
    }

    private void sumAfresh() {
        pivot = Math.round(mean());
        sum = 0;
        squares = 0;
        for (int i = 0; i < size; i++) {
            long distance = samples[i] - pivot;
            sum += distance;
            squares += (double) distance * distance;
        }
    }

    /** Forgets every sample. */
    void clear() {
        size = 0;
        next = 0;
        sum = 0;
        squares = 0;
    }

    /** Stretches every sample, as when the sender stretches its interval. */
    void scale(double factor) {
        for (int i = 0; i < size; i++) {
            samples[i] = Math.round(samples[i] * factor);
        }
        pivot = samples[0];
        sum = 0;
        sumAfresh();
    }

    int size() {
        return size;
    }

    /** Of at least one sample. */
    double mean() {
        return pivot + (double) sum / size;
    }

    /** The standard deviation of the samples themselves (divided by their number). */
    double deviation() {
        double mean = (double) sum / size;
        return Math.sqrt(Math.max(0, squares / size - mean * mean));
    }
}
