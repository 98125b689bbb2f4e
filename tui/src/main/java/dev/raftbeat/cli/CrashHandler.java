package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.VersionText;
import dev.raftbeat.files.RegularFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a throwable goes that nobody foresaw: its trace into a file, and one sentence that names the file to the user.
 * The file lies in {@code .raftbeat/} of the working directory or, where that cannot be written, in the directory for
 * temporary files.
 */
public final class CrashHandler {

    private final Path home;
    private final Path temporary;

    CrashHandler() {
        this(Path.of(".raftbeat"), Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    CrashHandler(Path home, Path temporary) {
        this.home = home;
        this.temporary = temporary;
    }

    /** Tells {@code err} one sentence and returns the exit code. Throws nothing, whatever the state of the disk. */
    int tell(PrintWriter err, Throwable defect) {
        String what = defect.getClass().getSimpleName() + said(defect);
        String where = write(home, defect)
                .or(() -> write(temporary, defect))
                .map(file -> "the details are in " + file)
                .orElse("the details could not be written anywhere");
        err.println("raftbeat: this is a defect of raftbeat, not of yours: " + what + "; " + where);
        err.flush();
        return ExitCodes.ENVIRONMENT;
    }

    private static String said(Throwable defect) {
        String message = defect.getMessage();
        return message == null || message.isBlank()
                ? ""
                : ": " + message.strip().lines().findFirst().orElse("");
    }

    private static Optional<Path> write(Path directory, Throwable defect) {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "trouble-", ".txt");
            try (PrintWriter trace =
                    new PrintWriter(RegularFile.append(file, "a trace"), false, StandardCharsets.UTF_8)) {
                trace.println(new VersionText().getVersion()[0]);
                defect.printStackTrace(trace);
            }
            return Optional.of(file);
        } catch (IOException | RuntimeException unwritable) {
            return Optional.empty();
        }
    }
}
