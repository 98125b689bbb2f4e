package dev.raftbeat.bench;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures how long a cluster is without a leader, by what befell it and by the policy of its nodes. Simulated runs have a
 * cluster and a seed each, so that they are the same again anywhere; processes are started anew for each place of the
 * table, and healed after each run.
 */
public final class FailoverBench {
    private final Path directory;
    private final WorldKind world;
    private final WorldSpec spec;
    private final int runs;
    private final Progress progress;

    /**
     * @param directory where clusters of processes live, one after another
     * @param world simulated, or processes of this machine
     * @param spec at least three nodes; the seed is that of the first run
     * @param runs for each place of the table, at least 1
     * @param progress told of {@link #total}
     */
    public FailoverBench(Path directory, WorldKind world, WorldSpec spec, int runs, Progress progress) {
        this.directory = directory;
        this.world = world;
        this.spec = spec;
        this.runs = runs;
        this.progress = progress;
    }

    /** How many runs the whole table takes. */
    public static int total(int runs) {
        long measured = FailoverPolicy.ALL.stream()
                .filter(policy -> !policy.isComputed())
                .count();
        return (int) (FailoverFault.ALL.size() * measured * runs);
    }

    /**
     * Measures one row.
     *
     * @return a cell for each policy
     * @throws dev.raftbeat.progress.StoppedException when the work is to end
     */
    public List<FailoverCell> row(FailoverFault fault) {
        Map<List<String>, List<FailoverRun.Cost>> measured = new LinkedHashMap<>();
        List<FailoverCell> row = new ArrayList<>();
        for (FailoverPolicy policy : FailoverPolicy.ALL) {
            List<FailoverRun.Cost> costs = measured.computeIfAbsent(policy.lines(), lines -> costs(fault, policy));
            List<Double> millis = millis(costs, policy.isComputed());
            double model = new FailoverModel(policy, spec.settings(), spec.nodes(), world).medianMillis(fault);
            row.add(new FailoverCell(
                    world, spec.nodes(), fault, policy, millis, millis.isEmpty() ? Double.NaN : model));
        }
        return row;
    }

    private static List<Double> millis(List<FailoverRun.Cost> costs, boolean computed) {
        if (!computed) {
            return costs.stream().map(FailoverRun.Cost::millis).sorted().toList();
        }
        // One run of which it cannot be said leaves no median to be told.
        List<OptionalDouble> all =
                costs.stream().map(FailoverRun.Cost::phiMillis).toList();
        return all.stream().allMatch(OptionalDouble::isPresent)
                ? all.stream().map(OptionalDouble::getAsDouble).sorted().toList()
                : List.of();
    }

    private List<FailoverRun.Cost> costs(FailoverFault fault, FailoverPolicy policy) {
        List<FailoverRun.Cost> costs = new ArrayList<>();
        while (costs.size() < runs) {
            int most = world == WorldKind.SIM ? costs.size() + 1 : runs;
            long first = spec.seed() + costs.size();
            try (FailoverRun run = new FailoverRun(spec, launch(first), policy, progress)) {
                while (costs.size() < most) {
                    costs.add(run.play(fault, spec.seed() + costs.size()));
                    progress.advance(1);
                }
            }
        }
        return costs;
    }

    private World launch(long seed) {
        WorldSpec seeded = new WorldSpec(spec.nodes(), spec.settings(), seed);
        return world == WorldKind.SIM
                ? new SimWorld(SimOptions.of(seeded))
                : LocalWorld.closedByCaller(directory, seeded, true, Optional.empty());
    }
}
