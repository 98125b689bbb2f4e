package dev.raftbeat.local;

/**
 * How long whoever asks the nodes of a cluster tries again with one that does not answer as it should.
 *
 * @param comingNanos with one that was only just started and does not listen yet, or says that it is busy
 * @param silentNanos with one that stands still for a while, or cannot take one more connection
 * @param looks how often the nodes are asked for their status, as long as one that runs does not answer
 */
public record Patience(long comingNanos, long silentNanos, int looks) {
    public static final Patience USUAL = new Patience(10_000_000_000L, 4_000_000_000L, 3);
}
