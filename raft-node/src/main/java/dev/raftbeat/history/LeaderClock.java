package dev.raftbeat.history;

import java.util.OptionalLong;

/**
 * Who leads, since when, for how long nobody has, and the highest term. A change that is told late counts from where the
 * last one did.
 */
final class LeaderClock {
    /** The highest term that anybody has told of, and since when. */
    long highestTerm;

    long highestSinceNanos;
    int leader = Leadership.NOBODY;
    /** 0 while nobody leads. */
    long term;
    /** Since when {@link #leader} is who it is, in its term. */
    long sinceNanos;

    private long leaderlessNanos;
    private boolean whole;
    private long wholeSinceNanos;

    LeaderClock() {}

    LeaderClock(LeaderClock other) {
        highestTerm = other.highestTerm;
        highestSinceNanos = other.highestSinceNanos;
        leader = other.leader;
        term = other.term;
        sinceNanos = other.sinceNanos;
        leaderlessNanos = other.leaderlessNanos;
        whole = other.whole;
        wholeSinceNanos = other.wholeSinceNanos;
    }

    void begin(long tNanos) {
        sinceNanos = tNanos;
        highestSinceNanos = tNanos;
    }

    void told(long ofTerm, long tNanos) {
        if (ofTerm > highestTerm) {
            highestTerm = ofTerm;
            highestSinceNanos = Math.max(tNanos, highestSinceNanos);
        }
    }

    /** @param all whether every member follows it */
    void note(int now, long ofTerm, boolean all, long tNanos) {
        long at = Math.max(tNanos, sinceNanos);
        if (now != leader || ofTerm != term) {
            leaderlessNanos += leader == Leadership.NOBODY ? at - sinceNanos : 0;
            leader = now;
            term = ofTerm;
            sinceNanos = at;
            whole = false;
        }
        if (all && !whole) {
            wholeSinceNanos = at;
        }
        whole = all;
    }

    long leaderlessNanos(long upToNanos) {
        return leaderlessNanos + (leader == Leadership.NOBODY ? Math.max(0, upToNanos - sinceNanos) : 0);
    }

    OptionalLong settledNanos(long upToNanos) {
        return leader == Leadership.NOBODY
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, upToNanos - Math.max(sinceNanos, highestSinceNanos)));
    }

    OptionalLong calmNanos(long upToNanos) {
        return whole ? OptionalLong.of(Math.max(0, upToNanos - wholeSinceNanos)) : OptionalLong.empty();
    }
}
