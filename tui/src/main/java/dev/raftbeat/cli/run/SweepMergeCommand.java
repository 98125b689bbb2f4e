package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.random.ShardMerge;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepShard;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat sweep merge}: shards put together. */
@Command(
        name = "merge",
        description = "Put the shards of a sweep together, and say what one process would have said of all its seeds.",
        footer = {
            "",
            "Shards that are missing, not played to their end or there twice are named; the exit code is then 3, unless"
                    + " something was broken."
        })
final class SweepMergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of shards.")
    private List<Path> files;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Folder for a scenario that breaks a check (default ${DEFAULT-VALUE}).")
    private Path directory;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Map<Path, SweepShard> shards = new LinkedHashMap<>();
        for (Path file : files) {
            shards.put(file, ShardFile.read(file));
        }
        ShardMerge merge = merge(shards);
        SweepShard whole = merge.whole();
        PrintWriter out = output.people();
        SweepAnswer answer = new SweepAnswer(whole, directory, out);
        answer.begin();
        boolean broken = whole.tally().broken().isPresent();
        try (LongWork work = new LongWork(spec)) {
            Sweep.Result result = broken
                    ? whole.sweep(whole.variant()
                                    .map(VariantOption::animal)
                                    .map(rule -> rule.onSim())
                                    .orElse(SimVariant.NONE))
                            .run(
                                    new ShardFile(
                                            Optional.empty(),
                                            whole,
                                            spec.commandLine().getErr()),
                                    work.progress())
                    : new Sweep.Result(whole.tally(), Optional.empty());
            int code = broken || merge.defects().isEmpty() ? answer.tell(result) : ExitCodes.UNKNOWN;
            merge.defects().forEach(out::println);
            if (code == ExitCodes.UNKNOWN) {
                out.println("unknown: not every seed has been played");
            }
            Table<Sweep.Result> table = answer.table(result);
            Map<String, Object> document = table.maps().get(0);
            if (!merge.defects().isEmpty()) {
                document.put("defects", merge.defects());
            }
            return output.tell(work, document, table, code);
        }
    }

    private static ShardMerge merge(Map<Path, SweepShard> shards) {
        try {
            return ShardMerge.of(shards);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(PlainText.clean(e.getMessage()));
        }
    }
}
