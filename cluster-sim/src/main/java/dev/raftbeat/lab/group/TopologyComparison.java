package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Member;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Topologies at several sizes, side by side: every trial by itself on one thread, several at a time. */
public final class TopologyComparison {
    private static final int TRIALS = 20;
    private static final int MEMBERS_OF_ALL_TRIALS = 20_000;

    private TopologyComparison() {}

    /** How many trials a size gets: twenty of small groups, and fewer the more happens in one. */
    static int trials(TopologyKind kind, int members) {
        boolean squared = kind == TopologyKind.ALL_TO_ALL || kind == TopologyKind.GOSSIP;
        int load = squared ? Math.max(members, members * members / 50) : members;
        return Math.max(1, Math.min(TRIALS, MEMBERS_OF_ALL_TRIALS / load));
    }

    /**
     * Measures each topology at each size, the sizes of one topology in a row. The same seed gives the same figures,
     * however many run at a time.
     *
     * @param trials how many of each; 0 for as many as a size usually gets
     */
    public static List<TopologyResult> measure(
            List<TopologyKind> kinds, List<Integer> sizes, Plan plan, long seed, int trials) {
        List<TopologyResult> all = new ArrayList<>();
        for (TopologyKind kind : kinds) {
            for (int members : sizes) {
                all.add(measure(kind, members, plan, seed, trials > 0 ? trials : trials(kind, members)));
            }
        }
        return all;
    }

    private static TopologyResult measure(TopologyKind kind, int members, Plan plan, long seed, int trials) {
        if (members > kind.membersMax()) {
            return new TopologyResult(kind, members, plan, List.of(), List.of(), 0);
        }
        boolean crash = plan.mishap() == TrialFault.CRASH;
        // Trials of the same size take about the same time, so two threads share them evenly.
        List<TrialOutcome> outcomes = IntStream.range(0, crash ? 2 * trials : trials)
                .parallel()
                .mapToObj(i -> i < trials
                        ? TopologyTrial.run(kind, members, plan, seed + i)
                        : TopologyTrial.runWithoutWatcher(kind, members, plan, seed + i - trials))
                .toList();
        return new TopologyResult(
                kind,
                members,
                plan,
                outcomes.subList(0, trials),
                outcomes.subList(trials, outcomes.size()),
                memory(kind, members, plan, seed));
    }

    private static long memory(TopologyKind kind, int members, Plan plan, long seed) {
        Member[] all = Topologies.members(kind, members, plan.settings(), new SplittableRandom(seed));
        return Arrays.stream(all).mapToLong(Member::memoryBytes).max().orElse(0);
    }
}
