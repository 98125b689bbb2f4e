package dev.raftbeat.sim;

import java.util.Arrays;
import java.util.function.Consumer;

/** What is going to happen, by time, then by the order in which it was planned: a binary heap, which holds few at once. */
final class EventQueue {
    private Event[] heap = new Event[64];
    private int size;
    private long planned;

    void plan(Event event, long at) {
        event.at = at;
        event.order = planned++;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        rise(size++, event);
    }

    /** When the next one is due; {@link Long#MAX_VALUE} when nothing is planned. */
    long nextAt() {
        dropCancelled();
        return size == 0 ? Long.MAX_VALUE : heap[0].at;
    }

    /** The next one, taken out; null when nothing is planned. */
    Event poll() {
        dropCancelled();
        return size == 0 ? null : takeFirst();
    }

    private void dropCancelled() {
        while (size > 0 && heap[0].cancelled) {
            takeFirst();
        }
    }

    private Event takeFirst() {
        Event first = heap[0];
        Event last = heap[--size];
        heap[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void rise(int from, Event event) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!event.isBefore(heap[parent])) {
                break;
            }
            heap[hole] = heap[parent];
            hole = parent;
        }
        heap[hole] = event;
    }

    private void sink(Event event) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(event)) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = event;
    }

    /** All that are planned and not cancelled, in no order that means anything. */
    void forEach(Consumer<Event> visitor) {
        for (int i = 0; i < size; i++) {
            if (!heap[i].cancelled) {
                visitor.accept(heap[i]);
            }
        }
    }

    /** Puts off an event that is planned. */
    void replan(Event event, long at) {
        Event[] others = new Event[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (heap[i] != event) {
                others[count++] = heap[i];
            }
        }
        Arrays.fill(heap, 0, size, null);
        size = 0;
        for (int i = 0; i < count; i++) {
            rise(size++, others[i]);
        }
        plan(event, at);
    }
}
