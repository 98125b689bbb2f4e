package dev.raftbeat.raft;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** A few times, in order. Nobody can change it, and its type says so, as with {@link PeerMap}; and no time is an object. */
final class Times extends AbstractList<Long> implements RandomAccess {
    private final long[] nanos;

    private Times(long[] nanos) {
        this.nanos = nanos;
    }

    static Times copyOf(List<Long> times) {
        return times instanceof Times own
                ? own
                : new Times(times.stream().mapToLong(Long::longValue).toArray());
    }

    /** The same times and a later one. Of more than {@code least} those before {@code since} go, and of {@code most} the first. */
    Times with(long later, long since, int least, int most) {
        int from = Math.max(0, nanos.length + 1 - most);
        while (nanos.length - from >= least && nanos[from] < since) {
            from++;
        }
        long[] more = Arrays.copyOfRange(nanos, from, nanos.length + 1);
        more[more.length - 1] = later;
        return new Times(more);
    }

    @Override
    public Long get(int index) {
        return nanos[index];
    }

    @Override
    public int size() {
        return nanos.length;
    }
}
