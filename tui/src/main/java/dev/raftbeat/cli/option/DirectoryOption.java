package dev.raftbeat.cli.option;

import dev.raftbeat.local.LocalCluster;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --dir}: which cluster on this machine is meant. */
public final class DirectoryOption {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".raftbeat/default",
            description = "Folder of the cluster (default ${DEFAULT-VALUE}).")
    private Path directory;

    public Path path() {
        return directory;
    }

    /** The running cluster in that folder. */
    public LocalCluster cluster() {
        return LocalCluster.at(directory);
    }
}
