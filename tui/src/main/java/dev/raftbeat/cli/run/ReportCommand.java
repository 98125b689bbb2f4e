package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.record.RunReport;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat report}: a recording as one page. */
@Command(
        name = "report",
        description =
                "Judge a recorded run anew from its facts, and write it down as one HTML page and one SVG picture.",
        footer = {
            "",
            "Examples:",
            "  raftbeat run --record store FILE     leaves a report beside the facts",
            "  raftbeat report store/NAME/latest    makes it again",
            "  raftbeat report facts.ndjson --out . from a file of facts alone",
            "",
            "What is cut short or damaged is read as far as it goes, and said. docs/RECORDINGS.md explains the files."
        })
public final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Folder of a recording, or file of facts.")
    private String run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the page, created if it is missing (default: beside the facts).")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (LongWork work = new LongWork(spec)) {
            Recording recording = Recordings.open(run).watchedBy(work.progress());
            RunReport report = RunReport.of(recording);
            Path folder = out == null ? recording.folder() : out;
            boolean whole = work.partial().isEmpty();
            if (whole) {
                write(report, folder);
            }
            print(
                    report,
                    whole
                            ? "report: " + folder.resolve(RunReport.PAGE)
                            : "no report is written, because this is only a part");
            return work.exit(ExitCodes.of(report.verdict()));
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private static void write(RunReport report, Path folder) {
        try {
            Files.createDirectories(folder);
            report.write(folder);
        } catch (IOException e) {
            throw UserError.environment("the report cannot be written into " + PlainText.path(folder.toString()) + " ("
                    + PlainText.path(e.getMessage()) + "); --out names another folder");
        }
    }

    private void print(RunReport report, String where) {
        PrintWriter to = spec.commandLine().getOut();
        to.println(PlainText.count(report.facts(), "fact") + " read");
        report.flaws().sentences().forEach(to::println);
        to.println(
                report.meter().elections() + " elections, " + report.failovers().size() + " failovers, "
                        + report.meter().failovers().falseAlarms() + " of them false alarms");
        lamps(to, "invariants", report.invariants());
        lamps(to, "liveness", report.liveness());
        to.println(where);
        to.println(report.verdict().name().toLowerCase(Locale.ROOT));
        to.flush();
    }

    private static void lamps(PrintWriter to, String what, List<Judge.Lamp> lamps) {
        to.println(what + ": " + count(lamps, Verdict.VALID) + " valid, " + count(lamps, Verdict.VIOLATED)
                + " violated, " + count(lamps, Verdict.UNKNOWN) + " unknown");
        for (Judge.Lamp lamp : lamps) {
            if (lamp.verdict() == Verdict.VIOLATED) {
                to.println("  " + lamp.id() + " " + lamp.sentence() + " "
                        + lamp.violations().stream()
                                .limit(1)
                                .map(violation -> "Violated: " + violation.sentence())
                                .collect(Collectors.joining()));
            }
        }
    }

    private static long count(List<Judge.Lamp> lamps, Verdict verdict) {
        return lamps.stream().filter(lamp -> lamp.verdict() == verdict).count();
    }
}
