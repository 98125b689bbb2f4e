package dev.raftbeat.lab.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The heartbeats of one process as one watcher got them, with the truth beside them: when each was sent, when the watcher
 * itself stood still, and that the process was alive throughout, from the first of them to the last.
 *
 * <p>Arrivals come in the order in which the watcher took them in. What arrives while the watcher stands still is taken in
 * when it goes on. All times are nanoseconds of one clock. It is collected within this package, and read elsewhere.
 */
public final class HeartbeatStream {
    /** About what a heartbeat takes while it is drawn and measured, with a mistake for each at the worst. */
    private static final int BEAT_BYTES = 160;

    private final String name;
    private final long intervalNanos;
    private final List<Beat> beats = new ArrayList<>();
    private final NavigableMap<Long, Long> stalls = new TreeMap<>();
    private long lost;
    private OptionalLong crashed = OptionalLong.empty();

    /**
     * One heartbeat that arrived.
     *
     * @param sequence its number by the sender's count
     */
    record Beat(long sent, long arrived, long sequence) {}

    /** @param name what it is a stream of, for people */
    HeartbeatStream(String name, long intervalNanos) {
        this.name = name;
        this.intervalNanos = intervalNanos;
    }

    /** How many heartbeats this Java has memory for. */
    public static int mostBeats() {
        return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / BEAT_BYTES);
    }

    /** In the order of arrival. */
    void arrival(long sentNanos, long arrivedNanos, long sequence) {
        beats.add(new Beat(sentNanos, arrivedNanos, sequence));
    }

    /** The watcher stood still; in the order of time, without overlap. */
    void stall(long fromNanos, long toNanos) {
        stalls.put(fromNanos, toNanos);
    }

    /** One was sent that never arrived. */
    void lose() {
        lost++;
    }

    /** The process really ended, and the stream with it. */
    void crash(long nanos) {
        crashed = OptionalLong.of(nanos);
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
        return beats.size();
    }

    /** How many were sent and never arrived. */
    public long lost() {
        return lost;
    }

    Beat beat(int i) {
        return beats.get(i);
    }

    /** When the process really ended, if the stream ended for that reason. */
    OptionalLong crashed() {
        return crashed;
    }

    /** From when to when the watcher stood still, in the order of time. */
    NavigableMap<Long, Long> stalls() {
        return stalls;
    }

    /** When a watcher that would act at this time can: at once, or when it no longer stands still. */
    long whenAwake(long nanos) {
        Map.Entry<Long, Long> last = stalls.floorEntry(nanos);
        return last == null ? nanos : Math.max(nanos, last.getValue());
    }

    /** The time from its first heartbeat to its last. */
    public long lengthNanos() {
        return beats.isEmpty()
                ? 0
                : beats.get(size() - 1).arrived() - beats.get(0).arrived();
    }
}
