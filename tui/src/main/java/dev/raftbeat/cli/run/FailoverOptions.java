package dev.raftbeat.cli.run;

import dev.raftbeat.bench.FailoverBench;
import dev.raftbeat.bench.FailoverCell;
import dev.raftbeat.bench.FailoverFault;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.local.OwnedFolder;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code bench failover}: its options, and the table. */
final class FailoverOptions {
    private static final int NODES_LEAST = 3;
    private static final int RUNS_MAX = 10_000;

    /** Where the table is measured. */
    enum Where {
        sim(WorldKind.SIM),
        local(WorldKind.LOCAL),
        both(WorldKind.SIM, WorldKind.LOCAL);

        private final List<WorldKind> kinds;

        Where(WorldKind... kinds) {
            this.kinds = List.of(kinds);
        }
    }

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of runs for each fault and policy (failover; default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--world",
            paramLabel = "WORLD",
            defaultValue = "both",
            description = "sim, local (processes, half an hour) or both (failover; default ${DEFAULT-VALUE}).")
    private Where world;

    /** The rows of each table that was measured, one table below the other. */
    private final List<List<FailoverCell>> rows = new ArrayList<>();

    List<List<FailoverCell>> rows() {
        return rows;
    }

    List<FailoverCell> cells() {
        return rows.stream().flatMap(List::stream).toList();
    }

    void check(List<Integer> sizes, Settings settings) {
        if (sizes.stream().anyMatch(size -> size < NODES_LEAST)) {
            throw UserError.usage("--nodes takes numbers from " + NODES_LEAST
                    + " to 9 here, for fewer nodes elect nobody once one is lost, not " + sizes);
        }
        if (runs < 1 || runs > RUNS_MAX) {
            throw UserError.usage("--runs takes a number from 1 to " + RUNS_MAX + ", not " + runs);
        }
        if (!settings.preVote()
                || !settings.checkQuorum()
                || settings.evidence() != Pace.LAN.settings().evidence()) {
            throw UserError.usage(
                    "--prevote, --checkquorum and --evidence are what the columns differ in: leave them out here");
        }
    }

    /** @throws dev.raftbeat.progress.StoppedException when it is to end; the rows by then are kept */
    void measure(List<Integer> sizes, Settings settings, long seed, PrintWriter out, LongWork work)
            throws InterruptedException {
        work.progress().begin("runs", sizes.size() * world.kinds.size() * FailoverBench.total(runs));
        work.run(progress -> {
            for (WorldKind kind : world.kinds) {
                for (int size : sizes) {
                    table(kind, new WorldSpec(size, settings, seed), out, progress);
                }
            }
        });
    }

    private void table(WorldKind kind, WorldSpec spec, PrintWriter out, Progress progress) {
        Settings settings = spec.settings();
        out.println(spec.nodes() + (kind == WorldKind.SIM ? " simulated nodes" : " processes") + ", heartbeat "
                + Amounts.time(settings.heartbeatNanos()) + ", election timeout "
                + Amounts.range(settings.electionNanosMin(), settings.electionNanosMax()) + ", seeds from "
                + spec.seed()
                + ": time without a leader, median (worst) of " + runs);
        out.println(FailoverCell.byFault().heading());
        int before = rows.size();
        FailoverBench bench = new FailoverBench(OwnedFolder.BENCH.path(), kind, spec, runs, progress);
        for (FailoverFault fault : FailoverFault.ALL) {
            List<FailoverCell> row = bench.row(fault);
            rows.add(row);
            out.println(FailoverCell.byFault().line(row));
            out.flush();
        }
        FailoverCell.notes(rows.subList(before, rows.size())).forEach(out::println);
        out.flush();
    }
}
