package dev.raftbeat.explore;

import java.util.Arrays;

/**
 * States in the order in which they were found, each whole and once, and from which one it was found. Nothing is reduced
 * to a fingerprint: two states are the same only when all their bits are.
 */
final class StateStore {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int stride;
    private long[][] states = new long[4][];
    private int[][] parents = new int[4][];
    private int size;
    /** The place of a state, plus one, where its hash leads or soon behind; 0 is empty. */
    private int[] slots = new int[1 << 16];

    StateStore(int stride) {
        this.stride = stride;
    }

    int size() {
        return size;
    }

    boolean has(long[] key) {
        return slots[find(key)] != 0;
    }

    /** @return whether it is new */
    boolean add(long[] key, int parent) {
        int slot = find(key);
        if (slots[slot] != 0) {
            return false;
        }
        // Room first: when there is none, nothing has changed.
        reserve();
        if (size >= slots.length / 5 * 3) {
            rehash();
            slot = find(key);
        }
        System.arraycopy(key, 0, states[size >> CHUNK_BITS], (size & CHUNK - 1) * stride, stride);
        parents[size >> CHUNK_BITS][size & CHUNK - 1] = parent;
        size++;
        slots[slot] = size;
        return true;
    }

    private void reserve() {
        int chunk = size >> CHUNK_BITS;
        if (chunk == states.length) {
            states = Arrays.copyOf(states, chunk + chunk / 2);
            parents = Arrays.copyOf(parents, states.length);
        }
        if (states[chunk] == null) {
            parents[chunk] = new int[CHUNK];
            states[chunk] = new long[CHUNK * stride];
        }
    }

    private void rehash() {
        int[] more = new int[slots.length << 1];
        long[] key = new long[stride];
        for (int index = 0; index < size; index++) {
            get(index, key);
            int slot = hash(key) & more.length - 1;
            while (more[slot] != 0) {
                slot = slot + 1 & more.length - 1;
            }
            more[slot] = index + 1;
        }
        slots = more;
    }

    private int find(long[] key) {
        int slot = hash(key) & slots.length - 1;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, key)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isAt(int index, long[] key) {
        long[] chunk = states[index >> CHUNK_BITS];
        int offset = (index & CHUNK - 1) * stride;
        for (int word = 0; word < stride; word++) {
            if (chunk[offset + word] != key[word]) {
                return false;
            }
        }
        return true;
    }

    void get(int index, long[] key) {
        System.arraycopy(states[index >> CHUNK_BITS], (index & CHUNK - 1) * stride, key, 0, stride);
    }

    /** The state from which this one was found; -1 for the first. */
    int parent(int index) {
        return parents[index >> CHUNK_BITS][index & CHUNK - 1];
    }

    /** What states, parents and slots take, in bytes. */
    long bytes() {
        long chunks = (size + CHUNK - 1L) / CHUNK;
        return chunks * CHUNK * (stride * 8L + 4) + slots.length * 4L;
    }

    private static int hash(long[] key) {
        long hash = 0;
        for (long word : key) {
            hash = (hash ^ word) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        hash *= 0xbf58476d1ce4e5b9L;
        return (int) (hash >>> 33);
    }
}
