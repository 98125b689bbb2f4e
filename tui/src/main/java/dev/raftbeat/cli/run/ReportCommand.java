package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.record.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

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
public final class ReportCommand extends ReportedRun {
    @Override
    String what() {
        return "report";
    }

    @Override
    Path write(RunReport report, Path folder) throws IOException {
        report.write(folder);
        return folder.resolve(RunReport.PAGE);
    }

    @Override
    void tell(RunReport report, PrintWriter to) {
        to.println(
                report.meter().elections() + " elections, " + report.failovers().size() + " failovers, "
                        + report.meter().failovers().falseAlarms() + " of them false alarms");
        lamps(to, "invariants", report.invariants());
        lamps(to, "liveness", report.liveness());
    }

    @Override
    Optional<Verdict> verdict(RunReport report) {
        return Optional.of(report.verdict());
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
