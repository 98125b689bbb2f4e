package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.files.Folders;
import dev.raftbeat.local.NodeTraining;
import dev.raftbeat.node.NodeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the launcher runs once after a build, under {@code -XX:ArchiveClassesAtExit}, so that the classes a user's first
 * second needs come out of an archive. It walks through every command's help and through the ways in which a command
 * line is refused, into a writer that keeps nothing; then it has the archive of nodes made by a process of its own, with
 * the options of a node, which does what a cluster of nodes does, and what a node and a store do that are started by hand.
 */
@Command(
        name = TrainCommand.NAME,
        hidden = true,
        description = "Load the classes that the class-data archive should hold.")
final class TrainCommand implements Callable<Integer> {

    static final String NAME = "train-archive";

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
    private static final String NODE = "node";

    @Parameters(arity = "0..1", paramLabel = NODE, description = "Do what a node does, in this process.")
    private String what;

    @Override
    public Integer call() throws IOException, InterruptedException, NodeException {
        if (NODE.equals(what)) {
            runNodes();
        } else if (what != null) {
            throw UserError.usage(NAME + " takes \"" + NODE + "\" or nothing");
        } else {
            askEverybodyForHelp();
            NodeTraining.makeArchive(Main.class, NAME, NODE);
        }
        return ExitCodes.VALID;
    }

    private static void askEverybodyForHelp() {
        Main.run(NOWHERE, NOWHERE, "--version");
        Main.run(NOWHERE, NOWHERE, "--help");
        Main.run(NOWHERE, NOWHERE, "completion", "bash");
        Main.run(NOWHERE, NOWHERE, "--no-such-option");
        for (Commands.Entry entry : Commands.all()) {
            Main.run(NOWHERE, NOWHERE, entry.name(), "--help");
        }
    }

    private static void runNodes() throws IOException, InterruptedException, NodeException {
        Path home = Files.createTempDirectory("raftbeat-training");
        try {
            NodeTraining.runCluster(home);
            String file = home.resolve("by-hand").toString();
            Main.run(NOWHERE, NOWHERE, NODE, "--help");
            String peers = "n1=127.0.0.1:1,n2=127.0.0.1:2,n3=127.0.0.1:3";
            Main.run(NOWHERE, NOWHERE, NODE, "--id", "n1", "--listen", "127.0.0.1:0", "--dir", file, "--peers", peers);
            Main.run(NOWHERE, NOWHERE, "store", "--port", "0", "--file", file + ".store", "--fencing", "on");
        } finally {
            Folders.delete(home);
        }
    }
}
