package dev.raftbeat.lab.topology;

import java.util.Arrays;

/**
 * What a monitor has found out, in order, for those who ask from where they left off. A later word on a member makes the
 * earlier ones void, so that who comes late is told only how things stand.
 */
final class ChangeLog {
    /** As many as fit into a datagram that no network takes apart. */
    static final int AT_ONCE = 128;

    private static final int LOOKED_AT = 4096;
    private int[] entries = new int[4];
    private int size;
    private final Differences latest = new Differences();

    static long item(int subject, boolean dead) {
        return (long) subject << 1 | (dead ? 1 : 0);
    }

    static int subject(long item) {
        return (int) (item >>> 1);
    }

    static boolean dead(long item) {
        return (item & 1) != 0;
    }

    void add(int subject, boolean dead) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = (int) item(subject, dead);
        latest.put(subject, size);
    }

    int size() {
        return size;
    }

    /** An answer with the news from a cursor on; its number is the cursor to ask from next. */
    Packet answer(int cursor, int other) {
        return packet(Packet.Kind.ANSWER, cursor, other);
    }

    Packet packet(Packet.Kind kind, int cursor, int other) {
        int from = cursor < 0 || cursor > size ? 0 : cursor;
        if (from == size) {
            return Packet.of(kind, size, other);
        }
        int until = Math.min(size, from + LOOKED_AT);
        long[] items = new long[Math.min(AT_ONCE, until - from)];
        int count = 0;
        int at = from;
        while (at < until && count < items.length) {
            int entry = entries[at++];
            if (latest.get(subject(entry)) == at) {
                items[count++] = entry;
            }
        }
        return Packet.of(kind, at, other, count == items.length ? items : Arrays.copyOf(items, count));
    }
}
