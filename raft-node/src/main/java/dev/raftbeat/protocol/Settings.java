package dev.raftbeat.protocol;

import java.math.BigDecimal;
import java.util.function.Consumer;

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
 * @param evidence whether proof that the leader's process is gone lets a follower ask for promises before its timer, and
 *     lets voters who have proof of their own grant them; without {@code preVote} it changes nothing, see
 *     {@link #usesEvidence}
 * @param priority 0 to {@link #PRIORITY_MAX}; a node of priority 0 never campaigns, and one of a higher priority than the
 *     leader's is handed leadership
 */
public record Settings(
        long heartbeatNanos,
        long electionNanosMin,
        long electionNanosMax,
        boolean preVote,
        boolean checkQuorum,
        long quorumWindowNanos,
        long lastLogIndex,
        long lastLogTerm,
        @Fact.Added("false") boolean evidence,
        @Fact.Added("1") int priority) {
    /** The priority of a node that was given none. */
    public static final int PRIORITY_DEFAULT = 1;

    /** The greatest priority. */
    public static final int PRIORITY_MAX = 100;

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
        if (priority < 0 || priority > PRIORITY_MAX) {
            throw new IllegalArgumentException("a priority lies between 0 and " + PRIORITY_MAX);
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

    /** Whether evidence is acted upon: it lets a node ask sooner, and plain Raft does not ask. */
    public boolean usesEvidence() {
        return evidence && preVote;
    }

    public Settings withHeartbeat(long nanos) {
        return with(change -> change.heartbeatNanos = nanos);
    }

    public Settings withElection(long nanosMin, long nanosMax) {
        return with(change -> {
            change.electionNanosMin = nanosMin;
            change.electionNanosMax = nanosMax;
        });
    }

    public Settings withPreVote(boolean on) {
        return with(change -> change.preVote = on);
    }

    public Settings withCheckQuorum(boolean on) {
        return with(change -> change.checkQuorum = on);
    }

    public Settings withQuorumWindow(long nanos) {
        return with(change -> change.quorumWindowNanos = nanos);
    }

    public Settings withLog(long index, long term) {
        return with(change -> {
            change.lastLogIndex = index;
            change.lastLogTerm = term;
        });
    }

    public Settings withEvidence(boolean on) {
        return with(change -> change.evidence = on);
    }

    public Settings withPriority(int value) {
        return with(change -> change.priority = value);
    }

    private Settings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings that are being changed, so that a change names what it changes and nothing else. */
    private static final class Draft {
        private long heartbeatNanos;
        private long electionNanosMin;
        private long electionNanosMax;
        private boolean preVote;
        private boolean checkQuorum;
        private long quorumWindowNanos;
        private long lastLogIndex;
        private long lastLogTerm;
        private boolean evidence;
        private int priority;

        private Draft(Settings from) {
            heartbeatNanos = from.heartbeatNanos;
            electionNanosMin = from.electionNanosMin;
            electionNanosMax = from.electionNanosMax;
            preVote = from.preVote;
            checkQuorum = from.checkQuorum;
            quorumWindowNanos = from.quorumWindowNanos;
            lastLogIndex = from.lastLogIndex;
            lastLogTerm = from.lastLogTerm;
            evidence = from.evidence;
            priority = from.priority;
        }

        private Settings settings() {
            return new Settings(
                    heartbeatNanos,
                    electionNanosMin,
                    electionNanosMax,
                    preVote,
                    checkQuorum,
                    quorumWindowNanos,
                    lastLogIndex,
                    lastLogTerm,
                    evidence,
                    priority);
        }
    }
}
