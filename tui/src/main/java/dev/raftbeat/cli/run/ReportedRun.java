package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that reads a recorded run to its end and writes something about it into a folder. */
abstract class ReportedRun implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Folder of a recording, or file of facts.")
    private String run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for what is written, created if it is missing (default: beside the facts).")
    private Path out;

    @Spec
    private CommandSpec spec;

    /** What it writes, in a word or two: {@code report}. */
    abstract String what();

    /** Writes it, and answers where. */
    abstract Path write(RunReport report, Path folder) throws IOException;

    /** What it says of the run besides. */
    abstract void tell(RunReport report, PrintWriter to);

    /** Its last line and its exit code; empty for a command that does not judge. */
    abstract Optional<Verdict> verdict(RunReport report);

    @Override
    public Integer call() {
        try (LongWork work = new LongWork(spec)) {
            Recording recording = Recordings.open(run).watchedBy(work.progress());
            RunReport report = RunReport.of(recording);
            boolean whole = work.partial().isEmpty();
            String where = whole
                    ? what() + ": " + written(report, out == null ? recording.folder() : out)
                    : "no " + what() + " is written, because this is only a part";
            PrintWriter to = spec.commandLine().getOut();
            to.println(PlainText.count(report.facts(), "fact") + " read");
            report.flaws().sentences().forEach(to::println);
            tell(report, to);
            to.println(where);
            Optional<Verdict> verdict = verdict(report);
            verdict.ifPresent(one -> to.println(one.name().toLowerCase(Locale.ROOT)));
            to.flush();
            return work.exit(verdict.map(ExitCodes::of).orElse(ExitCodes.VALID));
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private Path written(RunReport report, Path folder) {
        try {
            Files.createDirectories(folder);
            return write(report, folder);
        } catch (IOException e) {
            throw UserError.environment("the " + what() + " cannot be written into "
                    + PlainText.path(folder.toString()) + " (" + PlainText.path(e.getMessage())
                    + "); --out names another folder");
        }
    }
}
