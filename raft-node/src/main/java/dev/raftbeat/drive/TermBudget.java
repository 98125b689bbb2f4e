package dev.raftbeat.drive;

import dev.raftbeat.protocol.Bounds;

/**
 * How far ahead of a node's own term another's may be believed to lie. The node may take over
 * {@link Bounds#TERM_LEAP_MAX} terms at once, and regains what it has taken over, or campaigned in, at the rate at which
 * the members can bring terms about. So honest terms are believed, and made-up ones use up none of the others.
 *
 * <p>All members count alike, so that terms which one of them was made to believe are believed by the others: in the same
 * time each may have risen as far. One that was away meanwhile, and finds the others further ahead, regains more than a
 * leap for as long as they claim it, and is with them again after the time that they have taken.
 *
 * <p>A function of the time it is told. Not for use by two threads.
 */
public final class TermBudget {
    private static final long SECOND = 1_000_000_000L;

    private final long nanosPerTerm;
    private long spare = Bounds.TERM_LEAP_MAX;
    private long countedTo;
    private long ownBefore;
    private long claimed;
    private long claimedAt;

    /**
     * @param members how many bring terms about
     * @param own the term to begin with
     * @param now nanoseconds of a clock that never goes back
     */
    public TermBudget(int members, long own, long now) {
        nanosPerTerm = SECOND / ((long) members * Bounds.TERMS_A_SECOND);
        ownBefore = own;
        countedTo = now;
        claimedAt = now;
    }

    /** Whether a node that is in term {@code own} may believe that others are in term {@code heard}. */
    public boolean allows(long own, long heard, long now) {
        regain(now);
        spare -= Math.max(0, own - ownBefore);
        ownBefore = own;
        long leap = heard - own;
        if (leap <= 0 || leap <= spare) {
            return true;
        }
        claimed = now - claimedAt > Bounds.CLAIM_NANOS ? leap : Math.max(claimed, leap);
        claimedAt = now;
        return false;
    }

    private void regain(long now) {
        long regained = (now - countedTo) / nanosPerTerm;
        countedTo += regained * nanosPerTerm;
        long room = now - claimedAt > Bounds.CLAIM_NANOS ? 0 : claimed;
        spare = Math.min(spare + regained, Math.max(Bounds.TERM_LEAP_MAX, room));
    }
}
