package dev.raftbeat.page;

import java.util.Arrays;

/** Numbers in the order in which they came; times as what has passed since the one before, which packs well. */
final class LongColumn extends Stamped {
    private long[] values = new long[64];
    private boolean times;
    private long last;

    LongColumn(PageFold run) {
        super(run);
    }

    void add(long value) {
        int place = grow();
        if (place == values.length) {
            values = Arrays.copyOf(values, 2 * place);
        }
        values[place] = value;
    }

    /** Adds a time, which is not before the time before it, by its distance to that. */
    void addTime(long micros) {
        add(micros - last);
        times = true;
        last = micros;
    }

    void set(int place, long value) {
        values[place] = value;
    }

    long get(int place) {
        return values[place];
    }

    /** Those from this place on. */
    long[] from(int place) {
        return Arrays.copyOfRange(values, place, size());
    }

    /** Those that came by later facts. */
    long[] since(long fact) {
        return from(after(fact));
    }

    @Override
    void forget(int first) {
        long before = times ? Arrays.stream(values, 0, first).sum() : 0;
        values = Arrays.copyOfRange(values, first, Math.max(first + 64, size()));
        super.forget(first);
        if (size() > 0) {
            values[0] += before;
        } else {
            last -= before;
        }
    }
}
