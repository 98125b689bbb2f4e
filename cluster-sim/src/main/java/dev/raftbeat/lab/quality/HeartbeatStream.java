package dev.raftbeat.lab.quality;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The heartbeats of one process as one watcher got them, with the truth beside them: when each was sent, when the watcher
 * itself stood still, and that the process was alive throughout, from the first of them to the last.
 *
 * <p>Arrivals come in the order in which the watcher took them in. What arrives while the watcher stands still is taken in
 * when it goes on. All times are nanoseconds of one clock.
 */
public final class HeartbeatStream {
    private final String name;
    private final long intervalNanos;
    private final long[] sent;
    private final long[] arrived;
    private final long[] sequences;
    private final long[] stallFrom;
    private final long[] stallTo;
    private final long lost;
    private final OptionalLong crashed;

    private HeartbeatStream(Builder builder) {
        this.name = builder.name;
        this.intervalNanos = builder.intervalNanos;
        this.sent = Arrays.copyOf(builder.sent, builder.size);
        this.arrived = Arrays.copyOf(builder.arrived, builder.size);
        this.sequences = Arrays.copyOf(builder.sequences, builder.size);
        this.stallFrom = Arrays.copyOf(builder.stallFrom, builder.stalls);
        this.stallTo = Arrays.copyOf(builder.stallTo, builder.stalls);
        this.lost = builder.lost;
        this.crashed = builder.crashed;
    }

    /** What it is a stream of, for people. */
    public String name() {
        return name;
    }

    /** How often the process meant to beat. */
    public long intervalNanos() {
        return intervalNanos;
    }

    /** How many heartbeats arrived. */
    public int size() {
        return sent.length;
    }

    /** How many were sent and never arrived. */
    public long lost() {
        return lost;
    }

    public long sent(int i) {
        return sent[i];
    }

    public long arrived(int i) {
        return arrived[i];
    }

    public long sequence(int i) {
        return sequences[i];
    }

    /** When the process really ended, if the stream ended for that reason. */
    OptionalLong crashed() {
        return crashed;
    }

    int stalls() {
        return stallFrom.length;
    }

    long stallFrom(int i) {
        return stallFrom[i];
    }

    long stallTo(int i) {
        return stallTo[i];
    }

    /** When a watcher that would act at this time can: at once, or when it no longer stands still. */
    long whenAwake(long nanos) {
        int i = Arrays.binarySearch(stallFrom, nanos);
        int last = i >= 0 ? i : -i - 2;
        return last >= 0 && nanos < stallTo[last] ? stallTo[last] : nanos;
    }

    /** The time from its first heartbeat to its last. */
    public long lengthNanos() {
        return size() == 0 ? 0 : arrived[size() - 1] - arrived[0];
    }

    /** Collects a stream. */
    static final class Builder {
        private static final int FIRST_ROOM = 16;
        private final String name;
        private final long intervalNanos;
        private long[] sent = new long[FIRST_ROOM];
        private long[] arrived = new long[FIRST_ROOM];
        private long[] sequences = new long[FIRST_ROOM];
        private long[] stallFrom = new long[16];
        private long[] stallTo = new long[16];
        private int size;
        private int stalls;
        private long lost;
        private OptionalLong crashed = OptionalLong.empty();

        Builder(String name, long intervalNanos) {
            this.name = name;
            this.intervalNanos = intervalNanos;
        }

        /** In the order of arrival. */
        void arrival(long sentNanos, long arrivedNanos, long sequence) {
            if (size == sent.length) {
                sent = Arrays.copyOf(sent, 2 * size);
                arrived = Arrays.copyOf(arrived, 2 * size);
                sequences = Arrays.copyOf(sequences, 2 * size);
            }
            sent[size] = sentNanos;
            arrived[size] = arrivedNanos;
            sequences[size] = sequence;
            size++;
        }

        /** In the order of time, without overlap. */
        void stall(long fromNanos, long toNanos) {
            if (stalls == stallFrom.length) {
                stallFrom = Arrays.copyOf(stallFrom, 2 * stalls);
                stallTo = Arrays.copyOf(stallTo, 2 * stalls);
            }
            stallFrom[stalls] = fromNanos;
            stallTo[stalls] = toNanos;
            stalls++;
        }

        void lost() {
            lost++;
        }

        void crashed(long nanos) {
            crashed = OptionalLong.of(nanos);
        }

        int size() {
            return size;
        }

        HeartbeatStream build() {
            return new HeartbeatStream(this);
        }
    }
}
