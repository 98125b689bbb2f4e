package dev.raftbeat.cli;

import dev.raftbeat.local.LocalCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raftbeat down}: the end of a cluster. */
@Command(name = "down", description = "End the running cluster, paused nodes too, and clear its folder.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LocalCluster.down(directory.path());
        spec.commandLine().getOut().println("down: " + directory.path() + " is cleared");
        return ExitCodes.VALID;
    }
}
