package dev.raftbeat.bench;

import dev.raftbeat.bench.FailoverPolicy.Detection;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.Settings;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What arithmetic says of a failover, with nothing of the code in it: each method draws one leaderless time from the
 * timers, the moment of the fault within the heartbeat interval, and what an election costs. Predicted is the median of
 * many draws. Votes are never split, and nobody comes late: what is measured beyond a prediction is either of these.
 */
public final class FailoverModel {
    private static final double MILLI = 1e6;
    private static final int DRAWS = 10_001;
    private static final long SEED = 1;

    private final Settings settings;
    private final int nodes;
    private final Detection detection;
    private final double patience;
    private final double trip;
    private final double proof;
    private final double election;

    public FailoverModel(FailoverPolicy policy, Settings base, int nodes, WorldKind world) {
        settings = policy.over(base);
        this.nodes = nodes;
        detection = policy.detection();
        patience = PhiSuspicions.patienceNanos(settings.heartbeatNanos());
        // The simulator's means, and what loopback and a quick disk of today take.
        trip = world == WorldKind.SIM ? 1.2 * MILLI : 0.4 * MILLI;
        double save = world == WorldKind.SIM ? 1.25 * MILLI : 1 * MILLI;
        // The end of the connection, and a new one that is refused.
        proof = 1.5 * trip;
        // The own save, the voter's, a round trip for votes, one for promises, and the way of the first heartbeat.
        election = 2 * save + (settings.preVote() ? 2.5 : 1.5) * trip;
    }

    /** The median of what is predicted for the row, in milliseconds; infinite where there is never a leader. */
    public double medianMillis(FailoverFault fault) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, i -> fault.model().applyAsDouble(this, random));
        Arrays.sort(draws);
        return draws[DRAWS / 2] / MILLI;
    }

    /** Nobody misses anything. */
    double nothing(SplittableRandom random) {
        return 0;
    }

    /** The leader hands over: nobody is followed from the voters' word to the first heartbeat. */
    double handedOver(SplittableRandom random) {
        return trip;
    }

    /** The leader's process is gone: known by proof, or by silence. */
    double gone(SplittableRandom random) {
        return detection == Detection.PROOF ? proof + election : silence(random);
    }

    /** The leader is not heard any more: the rest of the silence that followers bear, then an election. */
    double silence(SplittableRandom random) {
        return borne(random) - age(random) + election;
    }

    /**
     * The leader hears nobody: it goes on until its window is over, counted from the last heartbeat that was acknowledged;
     * what it has sent by then keeps its followers.
     */
    double deaf(SplittableRandom random) {
        if (!settings.checkQuorum()) {
            return Double.POSITIVE_INFINITY;
        }
        long heartbeat = settings.heartbeatNanos();
        long lastSent = (settings.effectiveQuorumWindowNanos() - 1) / heartbeat * heartbeat;
        return lastSent - age(random) + borne(random) + election;
    }

    /**
     * A leader hands over to the node that came up last, and this one has had its turn. Only the first node has none of
     * these, so its heir hands over once more.
     */
    double rollingRestart(SplittableRandom random) {
        boolean first = random.nextInt(nodes) == 0;
        return handedOver(random) + (first ? handedOver(random) : 0);
    }

    /**
     * A follower that was cut off campaigned all the while. Its higher term, told in its next request or in its answer to
     * the next heartbeat, ends the leader's. From then on only these two know of the term, so that no other can lead.
     */
    double returning(SplittableRandom random) {
        if (settings.preVote()) {
            return 0;
        }
        double away = FailoverFault.HOLD_ELECTIONS * settings.electionNanosMax();
        double due = -age(random);
        while (due < away) {
            due += timeout(random);
        }
        double own = due - away - age(random);
        return Math.min(Math.max(0, own), timeout(random)) + election;
    }

    /** How long a silence is borne by whom it moves first. */
    private double borne(SplittableRandom random) {
        return detection == Detection.PHI ? patience : shortest(random, nodes - 1);
    }

    private double shortest(SplittableRandom random, int timers) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < timers; i++) {
            least = Math.min(least, timeout(random));
        }
        return least;
    }

    private double timeout(SplittableRandom random) {
        long spread = settings.electionNanosMax() - settings.electionNanosMin();
        return settings.electionNanosMin() + random.nextDouble() * spread;
    }

    /** How old the last heartbeat is. */
    private double age(SplittableRandom random) {
        return random.nextDouble() * settings.heartbeatNanos();
    }
}
