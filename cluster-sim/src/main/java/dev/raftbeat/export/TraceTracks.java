package dev.raftbeat.export;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tracks of a Chrome trace: on each, one slice after another. A slice is written when it ends, cut to the time that is
 * exported.
 */
final class TraceTracks {
    private final JsonList events;
    private final TimeRange range;
    private final Map<Long, Slice> open = new TreeMap<>();
    private long zeroNanos;

    /** @param what empty while there is nothing */
    private record Slice(int pid, int tid, String what, long fromNanos) {}

    TraceTracks(JsonList events, TimeRange range) {
        this.events = events;
        this.range = range;
    }

    /** From when times are counted. */
    void zero(long tNanos) {
        zeroNanos = tNanos;
    }

    void process(int pid, String name) {
        events.add(named("process_name", pid, 0, Collections.singletonMap("name", name)));
        events.add(named("process_sort_index", pid, 0, Collections.singletonMap("sort_index", pid)));
    }

    private static Map<String, Object> named(String what, int pid, int tid, Map<String, Object> args) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", "M");
        event.put("name", what);
        event.put("pid", pid);
        event.put("tid", tid);
        event.put("args", args);
        return event;
    }

    private static long key(int pid, int tid) {
        return ((long) pid << 32) + tid;
    }

    /** What is so on a track from this time on; nothing when it is empty. */
    void become(int pid, int tid, String track, String what, long tNanos) {
        Slice before = on(pid, tid, track, tNanos);
        if (!before.what.equals(what)) {
            write(before, tNanos);
            open.put(key(pid, tid), new Slice(pid, tid, what, tNanos));
        }
    }

    /** The slice that is open on this track, which bears its name once it is used. */
    private Slice on(int pid, int tid, String track, long tNanos) {
        return open.computeIfAbsent(key(pid, tid), ignored -> {
            events.add(named("thread_name", pid, tid, Collections.singletonMap("name", track)));
            events.add(named("thread_sort_index", pid, tid, Collections.singletonMap("sort_index", tid)));
            return new Slice(pid, tid, "", tNanos);
        });
    }

    private void write(Slice slice, long toNanos) {
        if (!slice.what.isEmpty() && toNanos > slice.fromNanos) {
            slice(slice.pid, slice.tid, slice.what, slice.fromNanos, toNanos);
        }
    }

    private void slice(int pid, int tid, String what, long fromNanos, long toNanos) {
        if (!range.overlaps(fromNanos, toNanos)) {
            return;
        }
        long from = Math.max(fromNanos, range.fromNanos());
        Map<String, Object> event = event("X", pid, tid, what, from);
        event.put("dur", micros(Math.max(0, Math.min(toNanos, range.toNanos()) - from)));
        events.add(event);
    }

    /** A slice on a track that has none open. */
    void slice(int pid, int tid, String track, String what, long fromNanos, long toNanos) {
        Slice ignored = on(pid, tid, track, fromNanos);
        slice(pid, tid, what, fromNanos, toNanos);
    }

    void instant(int pid, int tid, String track, String what, long tNanos) {
        if (range.holds(tNanos)) {
            Slice ignored = on(pid, tid, track, tNanos);
            Map<String, Object> event = event("i", pid, tid, what, tNanos);
            event.put("s", "t");
            events.add(event);
        }
    }

    /** One end of an arrow from slice to slice. @param phase {@code s} where it begins, {@code f} where it ends */
    void flow(String phase, int pid, int tid, long number, long tNanos) {
        Map<String, Object> event = event(phase, pid, tid, "message", tNanos);
        event.put("cat", "message");
        event.put("id", number);
        if (phase.equals("f")) {
            event.put("bp", "e");
        }
        events.add(event);
    }

    /** A stretch on a track of its own, since it may overlap with others. */
    void band(int pid, int number, String what, long fromNanos, long toNanos) {
        if (!range.overlaps(fromNanos, toNanos)) {
            return;
        }
        long from = Math.max(fromNanos, range.fromNanos());
        for (String phase : new String[] {"b", "e"}) {
            long at = phase.equals("b") ? from : Math.max(from, Math.min(toNanos, range.toNanos()));
            Map<String, Object> event = event(phase, pid, 1, what, at);
            event.put("cat", "fault");
            event.put("id", number);
            events.add(event);
        }
    }

    boolean shows(long tNanos) {
        return range.holds(tNanos);
    }

    private Map<String, Object> event(String phase, int pid, int tid, String name, long tNanos) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", phase);
        event.put("name", name);
        event.put("pid", pid);
        event.put("tid", tid);
        event.put("ts", micros(tNanos - zeroNanos));
        return event;
    }

    private static BigDecimal micros(long nanos) {
        return BigDecimal.valueOf(nanos, 3);
    }

    /** Whatever is so ends here. */
    void end(long tNanos) {
        open.values().forEach(slice -> write(slice, tNanos));
        open.clear();
    }

    void close(Map<String, Object> more) {
        events.end(more);
    }
}
