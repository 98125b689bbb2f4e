package dev.raftbeat.cli.run;

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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
public final class PageCommand implements Callable<Integer> {
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
            PrintWriter to = spec.commandLine().getOut();
            to.println(PlainText.count(report.facts(), "fact") + " read");
            report.flaws().sentences().forEach(to::println);
            if (work.partial().isEmpty()) {
                Path page = write(report, out == null ? recording.folder() : out);
                to.println("page: " + page);
            } else {
                to.println("no page is written, because this is only a part");
            }
            to.flush();
            return work.exit(ExitCodes.VALID);
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private static Path write(RunReport report, Path folder) {
        try {
            Files.createDirectories(folder);
            return report.writeReplay(folder);
        } catch (IOException e) {
            throw UserError.environment("the page cannot be written into " + PlainText.path(folder.toString()) + " ("
                    + PlainText.path(e.getMessage()) + "); --out names another folder");
        }
    }
}
