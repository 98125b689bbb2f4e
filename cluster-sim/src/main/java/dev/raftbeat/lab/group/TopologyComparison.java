package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Member;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
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
        measure(kinds, sizes, plan, seed, trials, new Progress(), all::add);
        return all;
    }

    /**
     * The same, row by row.
     *
     * @param to is given each topology at each size as soon as it is measured
     * @throws dev.raftbeat.progress.StoppedException when the work is to end; what was given counts
     */
    public static void measure(
            List<TopologyKind> kinds,
            List<Integer> sizes,
            Plan plan,
            long seed,
            int trials,
            Progress progress,
            Consumer<TopologyResult> to) {
        List<Row> rows = kinds.stream()
                .flatMap(kind -> sizes.stream().map(members -> Row.of(kind, members, plan, trials)))
                .toList();
        progress.begin("", rows.stream().mapToDouble(Row::load).sum());
        rows.forEach(row -> to.accept(measure(row, plan, seed, progress)));
    }

    /**
     * One topology at one size.
     *
     * @param runs of clusters, those included in which the watcher had died
     * @param runLoad of each of them
     */
    private record Row(TopologyKind kind, int members, int trials, int runs, double runLoad) {
        static Row of(TopologyKind kind, int members, Plan plan, int trials) {
            if (members > kind.membersMax()) {
                return new Row(kind, members, 0, 0, 0);
            }
            int many = trials > 0 ? trials : TopologyComparison.trials(kind, members);
            int runs = plan.mishap() == TrialFault.CRASH ? 2 * many : many;
            return new Row(kind, members, many, runs, TopologyTrial.load(kind, members, plan));
        }

        double load() {
            return runs * runLoad;
        }
    }

    private static TopologyResult measure(Row row, Plan plan, long seed, Progress progress) {
        TopologyKind kind = row.kind;
        int members = row.members;
        int trials = row.trials;
        if (trials == 0) {
            return new TopologyResult(kind, members, plan, List.of(), List.of(), 0);
        }
        // Trials of the same size take about the same time, so two threads share them evenly.
        List<TrialOutcome> outcomes = IntStream.range(0, row.runs)
                .parallel()
                .mapToObj(i -> {
                    TrialOutcome outcome = i < trials
                            ? TopologyTrial.run(kind, members, plan, seed + i, progress)
                            : TopologyTrial.runWithoutWatcher(kind, members, plan, seed + i - trials, progress);
                    progress.advance(row.runLoad);
                    return outcome;
                })
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
