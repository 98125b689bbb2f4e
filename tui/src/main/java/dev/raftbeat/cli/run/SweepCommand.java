package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.cli.option.VariantOption;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepPicture;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
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
                        + " check is made small and written as a scenario.")
public final class SweepCommand implements Callable<Integer> {
    private static final long SEED_END = 1L << 53;
    private static final long COUNT_MAX = 100_000_000;

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

    private PrintWriter out;
    private PrintWriter err;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        refuseNonsense();
        out = output.people();
        err = spec.commandLine().getErr();
        out.println("seeds " + from + " to " + (from + seeds - 1)
                + variant.name().map(name -> ", nodes as wrong as " + name).orElse(""));
        out.flush();
        Sweep sweep =
                new Sweep(from, seeds, nodes == null ? OptionalInt.empty() : OptionalInt.of(nodes), variant.onSim());
        try (LongWork work = new LongWork(spec)) {
            Sweep.Result result = sweep.run(new Telling(), work.progress());
            int code = tell(result);
            if (svg != null) {
                PictureFile.write(svg, SweepPicture.svg(from, result));
                output.people().println("picture: " + svg);
            }
            Table<Sweep.Result> table = new Table<>(columns(), List.of(result));
            return output.tell(work, table.maps().get(0), table, code);
        }
    }

    private List<Column<Sweep.Result>> columns() {
        return List.of(
                Column.data("fromSeed", result -> from),
                Column.data("runs", result -> seeds),
                Column.data("done", Sweep.Result::done),
                Column.data("virtualSeconds", Sweep.Result::virtualSeconds),
                Column.data("facts", Sweep.Result::facts),
                Column.data("variant", result -> variant.name()),
                Column.data("violated", result -> result.find().map(Sweep.Find::claim)),
                Column.data("sentence", result -> result.find().map(Sweep.Find::sentence)),
                Column.data("seed", result -> result.find().map(Sweep.Find::seed)),
                Column.data(
                        "file", result -> result.find().map(find -> file(find).toString())));
    }

    private Path file(Sweep.Find find) {
        return directory.resolve("sweep-" + find.drawnSeed() + ".scenario");
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

    private int tell(Sweep.Result result) {
        out.println(String.format(
                Locale.ROOT,
                "%,d of %,d runs, %s of virtual time, %,d facts judged",
                result.done(),
                seeds,
                Amounts.seconds(result.virtualSeconds()),
                result.facts()));
        if (result.find().isEmpty()) {
            out.println("nothing broken");
            return ExitCodes.VALID;
        }
        tell(result.find().get());
        return ExitCodes.VIOLATED;
    }

    private void tell(Sweep.Find find) {
        Path file = file(find);
        out.println("VIOLATED " + find.claim() + ": " + find.sentence());
        find.lines().forEach(line -> out.println("    " + line));
        try {
            Files.createDirectories(directory);
            WholeFile.write(file, find.text(options()), "a scenario");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
        if (!find.replayed()) {
            out.println("The runner of scenarios does not see it: that is a defect of raftbeat sweep itself.");
        }
        out.println("again: raftbeat run " + file + " --seed " + find.seed() + options());
    }

    private String options() {
        return variant.name().map(name -> " --variant " + name).orElse("");
    }

    private final class Telling implements Sweep.Listener {
        @Override
        public void shrinking(long seed, String sentence) {
            err.println("seed " + seed + " breaks " + sentence + "; making it small");
            err.flush();
        }
    }
}
