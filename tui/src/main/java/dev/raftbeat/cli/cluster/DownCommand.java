package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.KeptRecording;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.files.KnownFiles;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.OrphanFolders;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat down}: the end of a cluster. */
@Command(
        name = "down",
        description =
                "Stop the running cluster, paused nodes too, and remove what Raftbeat made in its folder. A recording"
                        + " is kept in --record.")
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            defaultValue = "store",
            description = "Folder for the recording of a cluster that was started with up --record (default"
                    + " ${DEFAULT-VALUE}).")
    private Path store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LongWork work = new LongWork(spec)) {
            work.progress().begin("ending the cluster", 0);
            List<String> left = LocalCluster.down(
                    directory.path(), new KeptRecording(store, directory.path(), work.progress(), out));
            out.println("down: "
                    + (left.isEmpty()
                            ? directory.path() + " is cleared"
                            : "the cluster in " + directory.path() + " has ended; what Raftbeat did not make is left: "
                                    + KnownFiles.shown(left)));
        }
        OrphanFolders.removeBeside(directory.path());
        return ExitCodes.VALID;
    }
}
