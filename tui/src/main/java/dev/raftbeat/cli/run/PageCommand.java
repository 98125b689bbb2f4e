package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.record.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code raftbeat page}: a recording as a page that plays it. */
@Command(
        name = "page",
        description = "Write a recorded run as one HTML page that plays it in any browser.",
        footer = {
            "",
            "Examples:",
            "  raftbeat page store/NAME/latest      store/NAME/latest/replay.html",
            "  raftbeat page facts.ndjson --out .   from a file of facts alone",
            "",
            "The page opens from the disk and asks nobody for anything. A moment of it has an address of its own:",
            "replay.html#t=12.503. docs/RECORDINGS.md says what it shows."
        })
public final class PageCommand extends ReportedRun {
    @Override
    String what() {
        return "page";
    }

    @Override
    Path write(RunReport report, Path folder) throws IOException {
        return report.writeReplay(folder);
    }

    @Override
    void tell(RunReport report, PrintWriter to) {
        // The page shows it.
    }

    @Override
    Optional<Verdict> verdict(RunReport report) {
        return Optional.empty();
    }
}
