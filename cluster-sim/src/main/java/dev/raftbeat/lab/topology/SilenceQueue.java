package dev.raftbeat.lab.topology;

import java.util.Arrays;

/**
 * When a watcher last heard of each of those it watches, the longest silent one first. Since all have the same timeout,
 * moving whoever is heard to the end of a linked list keeps them in the order of their deadlines: a heartbeat costs the
 * same for ten and for a hundred thousand.
 */
final class SilenceQueue {
    /** Bytes that one watched member takes: a time and two links. */
    static final int BYTES = 16;

    private static final int ABSENT = -1;
    private final int first;
    private final int end;
    private final long[] heardAt;
    private final int[] before;
    private final int[] after;

    /** Of the members from {@code first} on; nobody is watched yet. */
    SilenceQueue(int first, int count) {
        this.first = first;
        this.end = count;
        heardAt = new long[count];
        before = new int[count + 1];
        after = new int[count + 1];
        Arrays.fill(before, ABSENT);
        before[end] = end;
        after[end] = end;
    }

    boolean watches(int member) {
        return before[member - first] != ABSENT;
    }

    /** Heard now; whoever was not watched is from now on. */
    void heard(int member, long now) {
        int at = member - first;
        if (before[at] != ABSENT) {
            unlink(at);
        }
        heardAt[at] = now;
        int last = before[end];
        after[last] = at;
        before[at] = last;
        after[at] = end;
        before[end] = at;
    }

    void forget(int member) {
        int at = member - first;
        if (before[at] != ABSENT) {
            unlink(at);
            before[at] = ABSENT;
        }
    }

    private void unlink(int at) {
        after[before[at]] = after[at];
        before[after[at]] = before[at];
    }

    /** Who has been silent for longest; -1 when nobody is watched. */
    int longest() {
        return after[end] == end ? -1 : first + after[end];
    }

    /** When the longest silent one was heard plus the timeout; {@link Member#NEVER} when nobody is watched. */
    long deadline(long timeoutNanos) {
        return after[end] == end ? Member.NEVER : heardAt[after[end]] + timeoutNanos;
    }
}
