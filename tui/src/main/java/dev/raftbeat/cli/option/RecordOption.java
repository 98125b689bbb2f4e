package dev.raftbeat.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command that plays runs keeps them. */
public final class RecordOption {
    @Option(
            names = "--record",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "store",
            description = "Record each run in DIR (default store/), with a report.")
    private Path directory;

    /** Empty where nothing is to be recorded. */
    public Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }
}
