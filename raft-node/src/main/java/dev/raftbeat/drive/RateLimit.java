package dev.raftbeat.drive;

/**
 * So many a second and no more, with room for one second's worth at once. A function of the time it is told. Not for use
 * by two threads.
 */
public final class RateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final long periodNanos;
    private long fullAt;
    private boolean used;

    /** @param aSecond 1 to a billion */
    public RateLimit(int aSecond) {
        periodNanos = SECOND / aSecond;
    }

    /**
     * Takes one if there is room for it.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    public boolean allows(long now) {
        // How long the next second's worth is used up for.
        long ahead = used ? Math.max(0, fullAt - now) : 0;
        if (ahead + periodNanos > SECOND) {
            return false;
        }
        used = true;
        fullAt = now + ahead + periodNanos;
        return true;
    }
}
