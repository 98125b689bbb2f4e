package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * What is yet to happen, by time, and in the order in which it was put in where times are equal. What lies ahead waits in
 * buckets of a tick each, at the same price whether there are ten entries or a million in one; only the bucket of the
 * present is kept sorted.
 */
final class EventWheel {
    /** The sender of an entry that is no message: a member's own wake-up call. */
    static final int WAKE = -1;

    private static final int TICK_BITS = 17; // 131 microseconds

    private final PriorityQueue<Entry> present = new PriorityQueue<>();
    private final TreeMap<Long, List<Entry>> ahead = new TreeMap<>();
    private long tick;
    private long count;

    /** @param order how many were put in before */
    record Entry(long time, long order, int to, int from, Packet packet) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /** A time in the past counts as the present. */
    void add(long at, int receiver, int sender, Packet what) {
        Entry entry = new Entry(at, count++, receiver, sender, what);
        long bucket = at >> TICK_BITS;
        if (bucket <= tick) {
            present.add(entry);
        } else {
            ahead.computeIfAbsent(bucket, absent -> new ArrayList<>()).add(entry);
        }
    }

    /** Takes the next entry that happens before a time; null when there is none. */
    Entry next(long before) {
        while (present.isEmpty()) {
            if (ahead.isEmpty() || ahead.firstKey() << TICK_BITS >= before) {
                return null;
            }
            Map.Entry<Long, List<Entry>> first = ahead.pollFirstEntry();
            tick = first.getKey();
            present.addAll(first.getValue());
        }
        return present.element().time() < before ? present.remove() : null;
    }
}
