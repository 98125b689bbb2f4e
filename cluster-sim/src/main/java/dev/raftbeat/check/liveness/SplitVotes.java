package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.util.Arrays;

/**
 * L7, split votes (thesis §9.4.1): of s timers drawn evenly from a range, the first to fire loses its election when c-1
 * more fire within the time l, a share of that range, which it takes to save a vote and to ask for others', with
 * c = s - n/2 + 1: with probability Σ C(s,k) l^k (1-l)^(s-k) over k from c-1 to s. What was seen must lie within three
 * standard deviations of what the smallest and the greatest l that were seen predict. PreVote, which lets nobody stand
 * whom a leader's follower still hears, has another formula; where it is on, nothing is judged.
 */
@Evidence(
        needs = "what L1 needs; leaders lost by a fault, campaigns, and when requests for votes arrived",
        unknown = "as L1; PreVote is on, settings or logs differ, or fewer than thirty elections after a lost leader")
public final class SplitVotes extends RecoveryCheck {
    private static final int ELECTIONS_LEAST = 30;

    private long[] firedNanos;
    private long leastNanos;
    private long mostNanos;
    private long elections;
    private long splits;
    /** By the smaller and by the greater latency: the sum of the probabilities, and that of the variances. */
    private final double[] expected = new double[2];

    private final double[] variance = new double[2];
    private Recovery last;

    SplitVotes(OrderedFacts chronicle) {
        super(
                "L7",
                "votes rarely split",
                "As many first elections split as drawn timeouts and latencies foretell, within three sigma.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        super.begin(scene);
        firedNanos = new long[scene.size];
        elections = 0;
        splits = 0;
        last = null;
        Arrays.fill(expected, 0);
        Arrays.fill(variance, 0);
        forget();
    }

    private void forget() {
        leastNanos = Long.MAX_VALUE;
        mostNanos = 0;
    }

    @Override
    protected void whileLost(ClusterState scene, StampedFact fact) {
        if (fact.fact() instanceof SaveBegan) {
            // A timer that fires leads to a save at once; all that follows waits for it.
            scene.at(fact.node()).ifPresent(node -> firedNanos[node] = fact.tNanos());
        } else if (fact.fact() instanceof BecameCandidate campaign && campaign.term() == firstTerm()) {
            forget();
        } else if (fact.fact() instanceof MessageDelivered asked && asked.term() == firstTerm()) {
            scene.at(asked.from()).stream().filter(core()::has).forEach(node -> {
                long took = fact.tNanos() - firedNanos[node];
                leastNanos = Math.min(leastNanos, took);
                mostNanos = Math.max(mostNanos, took);
            });
        }
    }

    @Override
    protected void recovered(ClusterState scene, Recovery recovery) {
        Settings settings = scene.settings(scene.at(recovery.followed().node()).orElse(0));
        boolean seen = recovery.firstTerm() > 0 && mostNanos > 0;
        if (seen && isPlain(scene, recovery.core(), settings)) {
            double range = settings.electionNanosMax() - settings.electionNanosMin();
            add(0, probability(scene.size, recovery.core().count(), Math.min(1, leastNanos / range)));
            add(1, probability(scene.size, recovery.core().count(), Math.min(1, mostNanos / range)));
            elections++;
            splits += recovery.firstTermWon() ? 0 : 1;
            last = recovery;
        }
        forget();
    }

    private void add(int which, double probability) {
        expected[which] += probability;
        variance[which] += probability * (1 - probability);
    }

    private static boolean isPlain(ClusterState scene, ElectableCore core, Settings settings) {
        boolean plain = !settings.preVote() && settings.electionNanosMax() > settings.electionNanosMin();
        for (int node = 0; node < scene.size; node++) {
            plain = plain && (!core.has(node) || scene.settings(node).equals(settings));
        }
        return plain;
    }

    /**
     * @param members of the cluster, n
     * @param alive whose timers may fire, s
     * @param share l, 0 to 1
     */
    public static double probability(int members, int alive, double share) {
        double sum = 0;
        double choose = 1;
        int least = alive + 1 - Quorum.of(members);
        for (int k = 0; k <= alive; k++) {
            if (k >= least) {
                sum += choose * Math.pow(share, k) * Math.pow(1 - share, alive - k);
            }
            choose = choose * (alive - k) / (k + 1);
        }
        return sum;
    }

    @Override
    protected void end(ClusterState scene, long tNanos) {
        if (elections < ELECTIONS_LEAST) {
            return;
        }
        for (long i = 0; i < elections; i++) {
            count();
        }
        // Half an election stands for what lies between whole numbers.
        double least = expected[0] - 3 * Math.sqrt(variance[0]) - 0.5;
        double most = expected[1] + 3 * Math.sqrt(variance[1]) + 0.5;
        if (splits < least || splits > most) {
            violated(
                    splits + " of " + elections + " first elections split; between " + Math.round(Math.max(0, least))
                            + " and " + Math.round(most) + " were to be expected",
                    last.lost(),
                    last.followed());
        }
    }
}
