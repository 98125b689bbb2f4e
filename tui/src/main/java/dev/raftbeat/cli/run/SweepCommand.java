package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.cli.option.VersionText;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepPicture;
import dev.raftbeat.random.SweepShard;
import dev.raftbeat.random.SweepTally;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat sweep}: random scenarios in virtual time, until one breaks something. */
@Command(
        name = "sweep",
        description =
                "Play random clusters, settings and faults on sim, one run for each seed. The first run that breaks a"
                        + " check is made small and written as a scenario.",
        subcommands = SweepMergeCommand.class)
public final class SweepCommand implements Callable<Integer> {
    private static final long SEED_END = 1L << 53;
    private static final long COUNT_MAX = 100_000_000;
    /** The start of Java is most of what fewer cost. */
    private static final long RUNS_FOR_COST = 500;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of runs (default ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "First seed (default ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--nodes", paramLabel = "N", description = "Number of nodes, 1-9 (default: drawn, 1-7).")
    private Integer nodes;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Folder for a scenario that breaks a check (default ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "One of N processes that share the seeds, such as 3/8; auto takes both numbers from the variables"
                            + " of Kubernetes, Slurm, Grid Engine or Nomad, auto/8 the first one.")
    private String shardText;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "File for what has been played: sweep merge reads it, and the same command goes on from it"
                    + " (default, with --shard: a file in the folder of --out).")
    private Path resultFile;

    @Mixin
    private VariantOption variant;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of what was tried, and whether anything broke.")
    private Path svg;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        refuseNonsense();
        BatchEngine.Shard shard =
                shardText == null ? BatchEngine.Shard.WHOLE : BatchEngine.shard(shardText, System.getenv());
        if (shard.of() > seeds) {
            throw UserError.usage("--shard: " + seeds + " seeds do not make " + shard.of() + " shards");
        }
        PrintWriter err = spec.commandLine().getErr();
        ShardFile kept = new ShardFile(file(shard), fresh(shard), err);
        SweepAnswer answer = new SweepAnswer(kept.shard(), directory, output.people());
        answer.begin();
        try (LongWork work = new LongWork(spec)) {
            kept.begin();
            Sweep.Result result = kept.shard().sweep(variant.onSim()).run(kept, work.progress());
            int code = answer.tell(result);
            kept.end(err);
            tellCost(result.tally().played() - kept.shard().tally().played(), err);
            if (svg != null) {
                PictureFile.write(svg, SweepPicture.svg(kept.shard().first(), result));
                output.people().println("picture: " + svg);
            }
            Table<Sweep.Result> table = answer.table(result);
            return output.tell(work, table.maps().get(0), table, code);
        } catch (UncheckedIOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
    }

    private static void tellCost(long runs, PrintWriter err) {
        Optional<Duration> spent = ProcessHandle.current().info().totalCpuDuration();
        if (runs >= RUNS_FOR_COST && spent.isPresent()) {
            double seconds = spent.get().toMillis() / 1e3;
            err.println(Amounts.seconds(seconds) + " of processor time; a million seeds cost "
                    + Amounts.seconds(seconds * 1_000_000 / runs) + " of one core");
        }
    }

    private SweepShard fresh(BatchEngine.Shard shard) {
        return new SweepShard(
                VersionText.version(),
                from,
                seeds,
                Optional.ofNullable(nodes),
                variant.name(),
                shard.number(),
                shard.of(),
                SweepTally.NONE);
    }

    private Optional<Path> file(BatchEngine.Shard shard) {
        if (resultFile != null || shardText == null) {
            return Optional.ofNullable(resultFile);
        }
        return Optional.of(directory.resolve(
                "sweep-" + from + "-" + seeds + "." + shard.number() + "-of-" + shard.of() + ".json"));
    }

    private void refuseNonsense() {
        if (seeds < 1 || seeds > COUNT_MAX) {
            throw UserError.usage("--seeds takes a number from 1 to " + COUNT_MAX + ", not " + seeds);
        }
        if (from > SEED_END - seeds) {
            throw UserError.usage("--from takes a whole number, the last seed below 2^53, not " + from);
        }
        if (nodes != null && (nodes < 1 || nodes > 9)) {
            throw UserError.usage("--nodes takes a number from 1 to 9, not " + nodes);
        }
    }
}
