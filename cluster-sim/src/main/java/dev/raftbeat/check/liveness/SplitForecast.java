package dev.raftbeat.check.liveness;

import dev.raftbeat.history.Quorum;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many first elections split when timers are random, from the latencies that a run has shown.
 *
 * <p>With one latency for all, thesis §9.4.1 has a formula. Latencies differ, and this splits more votes: where two stand
 * at nearly the same time, some hear the one first and some the other. So elections are played, many times, with the
 * same random numbers in every run.
 */
final class SplitForecast {
    private static final int ELECTIONS_PLAYED = 50_000;

    private final List<long[]> campaigns;
    private final long longestNanos;

    /**
     * @param campaigns of each campaign that was seen, how long its requests took from its timer to the others, in
     *     nanoseconds. How much they differ within one campaign matters, and so they are not mixed
     */
    SplitForecast(List<long[]> campaigns) {
        this.campaigns = List.copyOf(campaigns);
        long longest = 0;
        for (long[] took : campaigns) {
            for (long nanos : took) {
                longest = Math.max(longest, nanos);
            }
        }
        longestNanos = longest;
    }

    /**
     * How likely it is that nobody wins the first election.
     *
     * @param members of the cluster
     * @param alive whose timers may fire
     * @param rangeNanos timers are drawn evenly from a range of this length
     */
    double probability(int members, int alive, long rangeNanos) {
        SplittableRandom random = new SplittableRandom(1);
        long[] timers = new long[alive];
        int splits = 0;
        for (int election = 0; election < ELECTIONS_PLAYED; election++) {
            for (int node = 0; node < alive; node++) {
                timers[node] = random.nextLong(rangeNanos);
            }
            Arrays.sort(timers);
            // Most often the first is heard by all before the second would stand.
            boolean contested = alive < 2 || timers[1] - timers[0] < longestNanos;
            splits += contested && mostVotes(timers, random) < Quorum.of(members) ? 1 : 0;
        }
        // It has been seen to happen, though perhaps not here.
        return (splits + 1.0) / (ELECTIONS_PLAYED + 1.0);
    }

    /** @param timers when they fire, the first to fire first */
    private int mostVotes(long[] timers, SplittableRandom random) {
        int[] votes = new int[timers.length];
        int[] choice = new int[timers.length];
        long[] heardNanos = new long[timers.length];
        Arrays.fill(heardNanos, Long.MAX_VALUE);
        for (int candidate = 0; candidate < timers.length; candidate++) {
            if (heardNanos[candidate] <= timers[candidate]) {
                continue;
            }
            heardNanos[candidate] = Long.MIN_VALUE;
            choice[candidate] = candidate;
            long[] took = shuffled(campaigns.get(random.nextInt(campaigns.size())), random);
            for (int voter = 0; voter < timers.length; voter++) {
                long arrives = timers[candidate] + took[voter % took.length];
                if (arrives < heardNanos[voter]) {
                    heardNanos[voter] = arrives;
                    choice[voter] = candidate;
                }
            }
        }
        int most = 0;
        for (int chosen : choice) {
            most = Math.max(most, ++votes[chosen]);
        }
        return most;
    }

    private static long[] shuffled(long[] values, SplittableRandom random) {
        long[] mixed = values.clone();
        for (int i = mixed.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long value = mixed[i];
            mixed[i] = mixed[other];
            mixed[other] = value;
        }
        return mixed;
    }

    /**
     * The most elections that may split by chance: more of them do so with a probability of less than {@code rare}. Where
     * all are equally likely to, this is the exact bound of a binomial distribution.
     *
     * @param probabilities of each election, that it splits
     */
    static int most(List<Double> probabilities, double rare) {
        double[] exactly = new double[probabilities.size() + 1];
        exactly[0] = 1;
        int played = 0;
        for (double p : probabilities) {
            played++;
            for (int splits = played; splits >= 0; splits--) {
                exactly[splits] = exactly[splits] * (1 - p) + (splits > 0 ? exactly[splits - 1] * p : 0);
            }
        }
        double atLeast = 0;
        int most = played;
        while (most > 0 && atLeast + exactly[most] < rare) {
            atLeast += exactly[most--];
        }
        return most;
    }
}
