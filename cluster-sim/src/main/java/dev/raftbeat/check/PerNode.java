package dev.raftbeat.check;

import java.util.Arrays;
import java.util.function.Supplier;

/** Something kept for each node of a cluster, by its place among those that were {@linkplain FactCoverages heard of}. */
public final class PerNode<T> {
    private Object[] kept = new Object[0];
    private final Supplier<T> fresh;

    /** @param fresh what a node has that was not asked for before */
    public PerNode(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    @SuppressWarnings("unchecked")
    public T of(int place) {
        if (place >= kept.length) {
            grow(place + 1);
        }
        return (T) kept[place];
    }

    private void grow(int size) {
        int before = kept.length;
        kept = Arrays.copyOf(kept, size);
        for (int i = before; i < size; i++) {
            kept[i] = fresh.get();
        }
    }
}
