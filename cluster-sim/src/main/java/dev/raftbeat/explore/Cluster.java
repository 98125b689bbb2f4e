package dev.raftbeat.explore;

/** A state of the whole cluster, taken apart: every node's, and every message that was ever sent. */
final class Cluster {
    /** The number of each node's state in the {@link StepTable}. */
    final int[] locals;

    /** A set, as {@link MessageContents} lays it out. */
    final long[] messages;

    /** How many crashes there were; stays 0 when nobody counts them. */
    int crashes;

    Cluster(int nodes, int words) {
        locals = new int[nodes];
        messages = new long[words];
    }

    void copy(Cluster other) {
        System.arraycopy(other.locals, 0, locals, 0, locals.length);
        System.arraycopy(other.messages, 0, messages, 0, messages.length);
        crashes = other.crashes;
    }

    void unpack(long[] key, int localBits) {
        long packed = key[0];
        for (int node = locals.length - 1; node >= 0; node--) {
            locals[node] = (int) (packed & (1L << localBits) - 1);
            packed >>>= localBits;
        }
        crashes = (int) packed;
        System.arraycopy(key, 1, messages, 0, messages.length);
    }
}
