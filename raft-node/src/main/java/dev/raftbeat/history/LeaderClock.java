package dev.raftbeat.history;

/** Who leads, since when, and for how long nobody has. A change that is told late counts from where the last one did. */
final class LeaderClock {
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
        leader = other.leader;
        term = other.term;
        sinceNanos = other.sinceNanos;
        leaderlessNanos = other.leaderlessNanos;
        whole = other.whole;
        wholeSinceNanos = other.wholeSinceNanos;
    }

    void begin(long tNanos) {
        sinceNanos = tNanos;
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

    boolean isWhole() {
        return whole;
    }

    long wholeSinceNanos() {
        return wholeSinceNanos;
    }
}
