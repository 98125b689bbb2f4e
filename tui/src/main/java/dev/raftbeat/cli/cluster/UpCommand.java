package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.ClusterOptions;
import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.KeptRecording;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.StoreOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat up}: a local cluster, left running. */
@Command(
        name = "up",
        description = "Start a cluster of real processes on this machine, and leave it running.",
        footer = {"", "Look at it: raftbeat status, raftbeat watch. Break it: raftbeat fault. End it: raftbeat down."})
public final class UpCommand implements Callable<Integer> {

    private static final int PATIENCE_MAX = 86_400;
    private static final double LOOK_SECONDS = 0.5;

    @Mixin
    private ClusterOptions options;

    @Mixin
    private StoreOption store;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--record",
            description =
                    "Append the facts of each node to a file in the cluster's folder. raftbeat down keeps them as a"
                            + " recording.")
    private boolean record;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Time to wait for a first leader; 0 does not wait (default ${DEFAULT-VALUE}).")
    private double patience;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        WorldSpec wanted = store.over(options.spec(Pace.LAN));
        if (!(patience >= 0 && patience <= PATIENCE_MAX)) {
            throw UserError.usage("--wait takes a number of seconds from 0 to " + PATIENCE_MAX + ", not " + patience);
        }
        PrintWriter out = spec.commandLine().getOut();
        LocalCluster.keepOfEnded(
                directory.path(), new KeptRecording(Path.of("store"), directory.path(), new Progress(), out));
        LocalCluster cluster = LocalCluster.up(directory.path(), wanted, record, Optional.empty());
        out.println(wanted.nodes() + " nodes started in " + directory.path() + ", seed " + wanted.seed());
        if (patience == 0) {
            return ExitCodes.VALID;
        }
        try (LongWork work = new LongWork(spec)) {
            Optional<Leading> leader = await(cluster, work.progress());
            if (leader.isEmpty() && work.partial().isEmpty()) {
                throw UserError.environment(
                        "no leader within " + Amounts.seconds(patience) + "; see: raftbeat status, raftbeat logs n1");
            }
            leader.ifPresent(leading -> out.println(leading.node() + " leads term " + leading.term()));
            return work.exit(ExitCodes.VALID);
        }
    }

    /** Who is interrupted leaves the cluster running, as it was asked for. */
    private Optional<Leading> await(LocalCluster cluster, Progress progress) throws InterruptedException {
        long began = System.nanoTime();
        progress.begin("seconds waited for a leader", patience);
        Optional<Leading> leader = Optional.empty();
        for (double left = patience; leader.isEmpty() && left > 0 && !progress.isStopped(); ) {
            leader = cluster.awaitLeader((long) (Math.min(left, LOOK_SECONDS) * 1e9));
            double waited = (System.nanoTime() - began) / 1e9;
            progress.reach(waited);
            left = patience - waited;
        }
        return leader;
    }
}
