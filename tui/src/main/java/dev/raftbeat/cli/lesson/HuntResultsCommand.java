package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.zoo.Attempt;
import dev.raftbeat.zoo.Hunt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat hunt results}: a class list. */
@Command(
        name = "results",
        description = "Print a class list of hunts, most points first.",
        footer = {
            "",
            "A file that is damaged is named on standard error, the others are listed, and the exit code is 2."
        })
final class HuntResultsCommand implements Callable<Integer> {

    /** One hunt and where it stands. */
    private record Row(String file, Hunt hunt) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.number("points", "points", row -> row.hunt().points()),
            Column.<Row>text("student", "student", row -> row.hunt().student()).wide(20),
            Column.text("state", "state", row -> row.hunt().state()),
            Column.number("lines", "lines", row -> row.hunt().lines()),
            Column.data("check", row -> row.hunt().best().flatMap(Attempt::check)),
            Column.number("tries", "tries", row -> row.hunt().shots().size()),
            Column.data("triesLeft", row -> row.hunt().triesLeft()),
            Column.data("hint", row -> row.hunt().hinted()),
            Column.data("revealed", row -> row.hunt().over()),
            Column.data("seed", row -> row.hunt().seed()),
            Column.data("level", row -> row.hunt().level().word()),
            new Column<>("file", "hunt", 0, false, Row::file, row -> words(row.hunt())));

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of hunts.")
    private List<Path> files;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<Row> rows = new ArrayList<>();
        int code = ExitCodes.VALID;
        for (Path file : files) {
            try {
                rows.add(new Row(file.toString(), HuntFileOption.read(file)));
            } catch (UserError trouble) {
                err.println("raftbeat: " + trouble.getMessage());
                code = trouble.exitCode();
            }
        }
        rows.sort(Comparator.comparingInt((Row row) -> -row.hunt().points())
                .thenComparing(row -> row.hunt().student())
                .thenComparing(Row::file));
        Table<Row> table = new Table<>(COLUMNS, rows);
        output.tell(table.maps(), table);
        err.flush();
        return code;
    }

    private static String words(Hunt hunt) {
        return "seed " + hunt.seed() + ", " + hunt.level().word() + (hunt.hinted() ? ", hint taken" : "");
    }
}
