package dev.raftbeat.random;

import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws whom to kill, when, and for how long. The schedule matters more than the number of kills: a vote that is
 * forgotten shows when a voter comes back within the very election it voted in, so half of the kills follow a change of
 * role within milliseconds, and most of the dead come back at once.
 */
final class KillPlan {
    private static final long MILLI = 1_000_000L;

    private final RandomGenerator random;
    private final List<NodeId> members;
    private final long electionNanosMax;

    KillPlan(List<NodeId> members, long electionNanosMax, RandomGenerator random) {
        this.members = List.copyOf(members);
        this.electionNanosMax = electionNanosMax;
        this.random = random;
    }

    NodeId victim() {
        return members.get(random.nextInt(members.size()));
    }

    /** Whether to wait for the next fact of an election and strike right after it, rather than at any moment. */
    boolean strikesAtElection() {
        return random.nextBoolean();
    }

    /** How long after the fact, or after the last kill, to strike. */
    long pauseNanos(boolean atElection) {
        return random.nextLong(atElection ? 8 * MILLI : electionNanosMax);
    }

    /** How long the victim stays down, beyond the time that a process takes to start. */
    long downNanos() {
        return random.nextInt(4) == 0 ? random.nextLong(2 * electionNanosMax) : random.nextLong(20 * MILLI);
    }
}
