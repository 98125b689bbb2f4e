package dev.raftbeat.page;

import java.util.Arrays;

/** Numbers in the order in which they came; times as what has passed since the one before, which packs well. */
final class LongColumn {
    private long[] values = new long[64];
    private int size;
    private long last;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    /** Adds a time by its distance to the time before it. */
    void addTime(long micros) {
        add(micros - last);
        last = micros;
    }

    void set(int place, long value) {
        values[place] = value;
    }

    long get(int place) {
        return values[place];
    }

    int size() {
        return size;
    }

    long[] values() {
        return Arrays.copyOf(values, size);
    }
}
