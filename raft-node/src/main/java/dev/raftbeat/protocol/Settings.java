package dev.raftbeat.protocol;

import java.math.BigDecimal;

/**
 * Everything about a node's elections that may be changed while it runs.
 *
 * @param heartbeatNanos how often a leader sends heartbeats; 1 ms to 10 min
 * @param electionNanosMin the least election timeout, inclusive; 1 ms to 10 min
 * @param electionNanosMax the greatest election timeout, exclusive unless equal to the least
 * @param preVote whether candidates ask before they raise their term, and voters who hear a leader refuse (thesis §9.6)
 * @param checkQuorum whether a leader that no longer hears a quorum steps down (thesis §6.2)
 * @param quorumWindowNanos how long such a leader waits; 0 means the default, see {@link #effectiveQuorumWindowNanos}
 * @param lastLogIndex index of the synthetic last log entry, at least 0 (paper §5.4.1)
 * @param lastLogTerm term of the synthetic last log entry, at least 0
 */
public record Settings(
        long heartbeatNanos,
        long electionNanosMin,
        long electionNanosMax,
        boolean preVote,
        boolean checkQuorum,
        long quorumWindowNanos,
        long lastLogIndex,
        long lastLogTerm) {
    private static final long MILLI = 1_000_000L;
    private static final long INTERVAL_MAX = 600_000 * MILLI;

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    public Settings {
        interval("heartbeat", heartbeatNanos);
        interval("least election timeout", electionNanosMin);
        interval("greatest election timeout", electionNanosMax);
        if (electionNanosMin > electionNanosMax) {
            throw new IllegalArgumentException("the least election timeout is larger than the greatest");
        }
        if (quorumWindowNanos != 0) {
            interval("quorum window", quorumWindowNanos);
        }
        if (lastLogIndex < 0 || lastLogIndex > Ballot.TERM_MAX || lastLogTerm < 0 || lastLogTerm > Ballot.TERM_MAX) {
            throw new IllegalArgumentException("a log position lies between 0@0 and 2^53-1@2^53-1");
        }
    }

    private static void interval(String what, long nanos) {
        if (nanos < MILLI || nanos > INTERVAL_MAX) {
            throw new IllegalArgumentException("the " + what + " lies between 1 ms and 10 min");
        }
    }

    /**
     * The window of CheckQuorum: as set, or the larger of two least election timeouts and six heartbeats. A shorter one
     * costs availability under loss; a longer one delays recovery from a leader that is deaf.
     */
    public long effectiveQuorumWindowNanos() {
        return quorumWindowNanos != 0 ? quorumWindowNanos : Math.max(2 * electionNanosMin, 6 * heartbeatNanos);
    }

    /** A time in milliseconds, exact to the nanosecond, as people read and type it: {@code 12.5}. */
    public static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
    }

    /**
     * Whether CheckQuorum's window holds no two heartbeats. Then the answers to one count no longer before the next one is
     * answered, or soon after: a leader that all hear may step down.
     */
    public boolean isQuorumWindowTooShort() {
        return checkQuorum && effectiveQuorumWindowNanos() < 2 * heartbeatNanos;
    }

    public Settings withHeartbeat(long nanos) {
        return new Settings(
                nanos,
                electionNanosMin,
                electionNanosMax,
                preVote,
                checkQuorum,
                quorumWindowNanos,
                lastLogIndex,
                lastLogTerm);
    }

    public Settings withElection(long nanosMin, long nanosMax) {
        return new Settings(
                heartbeatNanos, nanosMin, nanosMax, preVote, checkQuorum, quorumWindowNanos, lastLogIndex, lastLogTerm);
    }

    public Settings withPreVote(boolean on) {
        return new Settings(
                heartbeatNanos,
                electionNanosMin,
                electionNanosMax,
                on,
                checkQuorum,
                quorumWindowNanos,
                lastLogIndex,
                lastLogTerm);
    }

    public Settings withCheckQuorum(boolean on) {
        return new Settings(
                heartbeatNanos,
                electionNanosMin,
                electionNanosMax,
                preVote,
                on,
                quorumWindowNanos,
                lastLogIndex,
                lastLogTerm);
    }

    public Settings withQuorumWindow(long nanos) {
        return new Settings(
                heartbeatNanos,
                electionNanosMin,
                electionNanosMax,
                preVote,
                checkQuorum,
                nanos,
                lastLogIndex,
                lastLogTerm);
    }

    public Settings withLog(long index, long term) {
        return new Settings(
                heartbeatNanos,
                electionNanosMin,
                electionNanosMax,
                preVote,
                checkQuorum,
                quorumWindowNanos,
                index,
                term);
    }
}
