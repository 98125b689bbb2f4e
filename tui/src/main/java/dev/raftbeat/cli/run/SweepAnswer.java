package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepShard;
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

/** What a sweep answers: to people as it goes on, and as a row. */
final class SweepAnswer {
    private final SweepShard shard;
    private final Path directory;
    private final PrintWriter out;

    /**
     * @param shard which seeds were to be played, and how
     * @param directory for a scenario that breaks a check
     * @param out for people
     */
    SweepAnswer(SweepShard shard, Path directory, PrintWriter out) {
        this.shard = shard;
        this.directory = directory;
        this.out = out;
    }

    void begin() {
        out.println((shard.shards() > 1 ? "shard " + shard.shard() + " of " + shard.shards() + ": " : "") + "seeds "
                + shard.first() + " to " + (shard.first() + shard.count() - 1)
                + shard.variant().map(name -> ", nodes as wrong as " + name).orElse(""));
        out.flush();
    }

    /** The exit code. */
    int tell(Sweep.Result result) {
        out.println(String.format(
                Locale.ROOT,
                "%,d of %,d runs, %s of virtual time, %,d facts judged",
                result.tally().played(),
                shard.count(),
                Amounts.seconds(result.tally().virtualSeconds()),
                result.tally().facts()));
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

    Table<Sweep.Result> table(Sweep.Result result) {
        return new Table<>(columns(), List.of(result));
    }

    private List<Column<Sweep.Result>> columns() {
        return List.of(
                Column.data("fromSeed", result -> shard.first()),
                Column.data("runs", result -> shard.count()),
                Column.data("done", result -> result.tally().played()),
                Column.data("virtualSeconds", result -> result.tally().virtualSeconds()),
                Column.data("facts", result -> result.tally().facts()),
                Column.data("variant", result -> shard.variant()),
                Column.data("violated", result -> result.find().map(Sweep.Find::claim)),
                Column.data("sentence", result -> result.find().map(Sweep.Find::sentence)),
                Column.data("seed", result -> result.find().map(Sweep.Find::seed)),
                Column.data(
                        "file", result -> result.find().map(find -> file(find).toString())));
    }

    private Path file(Sweep.Find find) {
        return directory.resolve("sweep-" + find.drawnSeed() + ".scenario");
    }

    private String options() {
        return shard.variant().map(name -> " --variant " + name).orElse("");
    }
}
