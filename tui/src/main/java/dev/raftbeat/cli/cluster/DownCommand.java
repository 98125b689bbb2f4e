package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.files.KnownFiles;
import dev.raftbeat.local.LocalCluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raftbeat down}: the end of a cluster. */
@Command(
        name = "down",
        description = "Stop the running cluster, paused nodes too, and remove what Raftbeat made in its folder.")
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> left = LocalCluster.down(directory.path());
        spec.commandLine()
                .getOut()
                .println("down: "
                        + (left.isEmpty()
                                ? directory.path() + " is cleared"
                                : "the cluster in " + directory.path()
                                        + " has ended; what Raftbeat did not make is left: " + KnownFiles.shown(left)));
        return ExitCodes.VALID;
    }
}
