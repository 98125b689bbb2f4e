package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.local.NodeTraining;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * What the launcher runs once after a build, under {@code -XX:ArchiveClassesAtExit}, so that the classes a user's first
 * second needs come out of an archive. It walks through every command's help and through the ways in which a command
 * line is refused, into a writer that keeps nothing.
 */
@Command(
        name = TrainCommand.NAME,
        hidden = true,
        description = "Load the classes that the class-data archive should hold.")
final class TrainCommand implements Callable<Integer> {

    static final String NAME = "train-archive";

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.run(nowhere, nowhere, "--version");
        Main.run(nowhere, nowhere, "--help");
        Main.run(nowhere, nowhere, "completion", "bash");
        Main.run(nowhere, nowhere, "--no-such-option");
        for (Commands.Entry entry : Commands.all()) {
            Main.run(nowhere, nowhere, entry.name(), "--help");
        }
        NodeTraining.makeArchive();
        return ExitCodes.VALID;
    }
}
