package dev.raftbeat.lab.detector;

/**
 * How long a member may refute a suspicion before it is declared dead: from long to short as independent members confirm
 * (Lifeguard, Dadgar et al. 2018, §IV-B, LHA-Suspicion).
 *
 * @param minNanos with {@code confirmations} confirmations or more; more than 0
 * @param maxNanos with none; at least {@code minNanos}
 * @param confirmations K, how many confirmations bring it down to the least; 0 where there is nobody to confirm, and then
 *     the least applies at once
 */
public record SuspicionTimeout(long minNanos, long maxNanos, int confirmations) {
    /** The alpha and beta that memberlist ships, and the paper's K. */
    public static final int ALPHA = 4;

    public static final int BETA = 6;
    public static final int CONFIRMATIONS = 3;

    /** @throws IllegalArgumentException when a number is out of its range */
    public SuspicionTimeout {
        if (minNanos <= 0 || maxNanos < minNanos || confirmations < 0) {
            throw new IllegalArgumentException(
                    "a suspicion timeout needs 0 < min <= max and confirmations of 0 or more");
        }
    }

    /**
     * For a group: Min = alpha * log10(n) * interval, and not less than alpha intervals; Max = beta * Min. Groups too small
     * to confirm, of fewer than K + 2, have no confirmations to wait for.
     *
     * @param members n, how many there are, at least 1
     * @param probeNanos the protocol period
     */
    public static SuspicionTimeout ofGroup(int members, long probeNanos, int alpha, int beta) {
        double scale = Math.max(1, Math.log10(Math.max(1, members)));
        long min = Math.round(alpha * scale * probeNanos);
        return new SuspicionTimeout(min, beta * min, members - 2 < CONFIRMATIONS ? 0 : CONFIRMATIONS);
    }

    /**
     * The timeout from the start of the suspicion: {@code max(Min, Max - (Max - Min) * log(C + 1) / log(K + 1))}.
     *
     * @param confirmed C, how many other members have told of the same suspicion; 0 or more
     */
    public long nanosAfter(int confirmed) {
        if (confirmations == 0) {
            return minNanos;
        }
        double down = Math.log(confirmed + 1.0) / Math.log(confirmations + 1.0);
        return Math.max(minNanos, Math.round(maxNanos - down * (maxNanos - minNanos)));
    }
}
