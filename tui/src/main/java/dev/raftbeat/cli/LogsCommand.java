package dev.raftbeat.cli;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat logs}: what a node said on standard error. */
@Command(name = "logs", description = "What a node of the running cluster said on standard error.")
final class LogsCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Parameters(paramLabel = "NODE", description = "Such as n1.")
    private String node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LocalCluster cluster = directory.cluster();
        boolean member =
                cluster.plan().members().stream().anyMatch(one -> one.name().equals(node));
        if (!member) {
            throw Trouble.usage("there is no node \"" + node + "\"; there are "
                    + cluster.plan().members());
        }
        Path log = cluster.directory().logFile(new NodeId(node));
        if (Files.exists(log) && Files.size(log) > 0) {
            spec.commandLine().getOut().print(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
        } else {
            spec.commandLine().getOut().println(node + " has had nothing to say");
        }
        spec.commandLine().getOut().flush();
        return ExitCodes.VALID;
    }
}
