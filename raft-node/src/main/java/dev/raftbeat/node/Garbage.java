package dev.raftbeat.node;

import java.lang.ref.Reference;

/**
 * A heap full of small objects, all alive, and one collection of it. A collector that stops the world looks at whatever
 * is alive and moves it together, so that it takes the longer the more there is; nothing else of the process runs
 * meanwhile. That is how servers with large heaps lose their leadership.
 */
final class Garbage {
    private static final int CHUNK = 4_096;
    private static final int OBJECT_BYTES = 32;
    private static final int REFERENCE_BYTES = 4;
    /** What the old generation takes in any case, whatever else the node needs. */
    private static final double SHARE_OF_HEAP = 0.5;

    /**
     * @param liveBytes how much was alive
     * @param tookNanos how long the collection took
     */
    record Collection(long liveBytes, long tookNanos) {}

    private Garbage() {}

    /** Fills half of the heap that this process may have, collects, and lets go of it. Takes seconds. */
    static Collection collect() {
        long chunkBytes = (long) CHUNK * (OBJECT_BYTES + REFERENCE_BYTES);
        int chunks = (int) Math.max(1, SHARE_OF_HEAP * Runtime.getRuntime().maxMemory() / chunkBytes);
        Object[][] alive = new Object[chunks][];
        for (int i = 0; i < chunks; i++) {
            alive[i] = new Object[CHUNK];
            for (int j = 0; j < CHUNK; j++) {
                alive[i][j] = new byte[OBJECT_BYTES / 2];
            }
        }
        long began = System.nanoTime();
        System.gc();
        long took = System.nanoTime() - began;
        Reference.reachabilityFence(alive);
        alive = null;
        // A short one, since little is alive now: without it the heap would stay as large as it has become.
        System.gc();
        return new Collection(chunks * chunkBytes, took);
    }
}
