package dev.raftbeat.cli.lesson;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.zoo.Attempt;
import dev.raftbeat.zoo.Hunt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    /** How the list is printed. */
    enum Format {
        table,
        json
    }

    /** One hunt and where it stands. */
    private record Row(String file, Hunt hunt) {}

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of hunts.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
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
        if (format == Format.json) {
            out.print(StrictJson.STANDARD.pretty(
                    rows.stream().map(HuntResultsCommand::json).toList()));
        } else {
            out.println(String.format(
                    "%6s  %-20s  %-8s  %5s  %5s  %s", "points", "student", "state", "lines", "tries", "hunt"));
            rows.forEach(row -> out.println(line(row.hunt())));
        }
        out.flush();
        err.flush();
        return code;
    }

    private static String line(Hunt hunt) {
        String lines = hunt.lines().isPresent() ? String.valueOf(hunt.lines().getAsInt()) : "-";
        return String.format(
                "%6d  %-20s  %-8s  %5s  %5d  seed %d, %s%s",
                hunt.points(),
                hunt.student(),
                hunt.state(),
                lines,
                hunt.shots().size(),
                hunt.seed(),
                hunt.level().word(),
                hunt.hinted() ? ", hint taken" : "");
    }

    private static Map<String, Object> json(Row row) {
        Hunt hunt = row.hunt();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("student", hunt.student());
        map.put("points", hunt.points());
        map.put("state", hunt.state());
        map.put("lines", hunt.lines().isPresent() ? hunt.lines().getAsInt() : null);
        map.put("check", hunt.best().flatMap(Attempt::check).orElse(null));
        map.put("tries", hunt.shots().size());
        map.put("triesLeft", hunt.triesLeft());
        map.put("hint", hunt.hinted());
        map.put("revealed", hunt.over());
        map.put("seed", hunt.seed());
        map.put("level", hunt.level().word());
        map.put("file", row.file());
        return map;
    }
}
