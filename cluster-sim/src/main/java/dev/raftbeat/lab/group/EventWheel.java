package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Packet;
import java.util.Arrays;

/**
 * What is yet to happen, by time, and in the order in which it was put in where times are equal. Two wheels of buckets
 * take what lies ahead at the same price whether there are ten entries or a million; only the bucket of the present is
 * kept sorted, as a small heap. Entries live in arrays, so that nothing is made or thrown away but messages.
 */
final class EventWheel {
    /** The sender of an entry that is no message: a member's own wake-up call. */
    static final int WAKE = -1;

    private static final int TICK_BITS = 17; // 131 microseconds
    private static final int NEAR_BITS = 13; // 1.07 s
    private static final int FAR_BITS = 10; // 18 minutes
    private static final int NONE = -1;

    private final int[] near = new int[1 << NEAR_BITS];
    private final int[] far = new int[1 << FAR_BITS];
    private long[] time = new long[1024];
    private long[] order = new long[1024];
    private int[] to = new int[1024];
    private int[] from = new int[1024];
    private Packet[] packet = new Packet[1024];
    private int[] next = new int[1024];
    private int free = NONE;
    private int made;
    private int[] heap = new int[256];
    private int heaped;
    private long tick;
    private long count;
    private long size;

    EventWheel() {
        Arrays.fill(near, NONE);
        Arrays.fill(far, NONE);
    }

    /** A time in the past counts as the present. */
    void add(long at, int receiver, int sender, Packet what) {
        int slot = free;
        if (slot == NONE) {
            slot = made++;
            if (slot == time.length) {
                grow();
            }
        } else {
            free = next[slot];
        }
        time[slot] = at;
        order[slot] = count++;
        to[slot] = receiver;
        from[slot] = sender;
        packet[slot] = what;
        size++;
        place(slot);
    }

    private void place(int slot) {
        long at = time[slot] >> TICK_BITS;
        if (at <= tick) {
            push(slot);
        } else if (at >> NEAR_BITS == tick >> NEAR_BITS) {
            int bucket = (int) at & near.length - 1;
            next[slot] = near[bucket];
            near[bucket] = slot;
        } else {
            // Whatever lies beyond the far wheel waits in its last bucket and is placed again from there.
            long turn = Math.min(at >> NEAR_BITS, (tick >> NEAR_BITS) + far.length - 1);
            int bucket = (int) turn & far.length - 1;
            next[slot] = far[bucket];
            far[bucket] = slot;
        }
    }

    /** The next entry that happens before a time; -1 when there is none, and time has then come up to that one. */
    int next(long before) {
        while (heaped == 0) {
            if (size == 0 || tick + 1 << TICK_BITS >= before) {
                return NONE;
            }
            tick++;
            if ((tick & near.length - 1) == 0) {
                spill(far, (int) (tick >> NEAR_BITS) & far.length - 1);
            }
            spill(near, (int) tick & near.length - 1);
        }
        if (time[heap[0]] >= before) {
            return NONE;
        }
        return pop();
    }

    private void spill(int[] wheel, int bucket) {
        int slot = wheel[bucket];
        wheel[bucket] = NONE;
        while (slot != NONE) {
            int following = next[slot];
            place(slot);
            slot = following;
        }
    }

    long time(int slot) {
        return time[slot];
    }

    int to(int slot) {
        return to[slot];
    }

    int from(int slot) {
        return from[slot];
    }

    Packet packet(int slot) {
        return packet[slot];
    }

    /** Gives the place of an entry back, once it has been read. */
    void release(int slot) {
        packet[slot] = null;
        next[slot] = free;
        free = slot;
        size--;
    }

    private void grow() {
        int length = time.length * 2;
        time = Arrays.copyOf(time, length);
        order = Arrays.copyOf(order, length);
        to = Arrays.copyOf(to, length);
        from = Arrays.copyOf(from, length);
        packet = Arrays.copyOf(packet, length);
        next = Arrays.copyOf(next, length);
    }

    private boolean before(int one, int other) {
        return time[one] != time[other] ? time[one] < time[other] : order[one] < order[other];
    }

    private void push(int slot) {
        if (heaped == heap.length) {
            heap = Arrays.copyOf(heap, heaped * 2);
        }
        int at = heaped++;
        while (at > 0 && before(slot, heap[at - 1 >> 1])) {
            heap[at] = heap[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        heap[at] = slot;
    }

    private int pop() {
        int top = heap[0];
        int last = heap[--heaped];
        int at = 0;
        while (2 * at + 1 < heaped) {
            int child = 2 * at + 1;
            if (child + 1 < heaped && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], last)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return top;
    }
}
