package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.DirectoryOption;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.StandardErrorLog;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat logs}: what a node said on standard error. */
@Command(name = "logs", description = "Print what a node of the running cluster wrote to stderr.")
public final class LogsCommand implements Callable<Integer> {

    @Mixin
    private DirectoryOption directory;

    @Parameters(paramLabel = "NODE", description = "Name of the node, such as n1.")
    private String node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LocalCluster cluster = directory.cluster();
        boolean member =
                cluster.plan().members().stream().anyMatch(one -> one.name().equals(node));
        if (!member) {
            throw UserError.usage("there is no node \"" + node + "\"; there are "
                    + cluster.plan().members());
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            StandardErrorLog.Shown log =
                    StandardErrorLog.read(cluster.directory().logFile(new NodeId(node)));
            if (log.left() > 0) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("raftbeat: this is the end of what " + node + " said; "
                        + PlainText.count(log.left(), "byte") + " before it are left out");
                err.flush();
            }
            if (log.text().isEmpty()) {
                out.println(node + " has had nothing to say");
            }
            out.print(log.text());
        } catch (NoSuchFileException e) {
            out.println(node + " has had nothing to say");
        } catch (IOException e) {
            throw UserError.environment(PlainText.clean(e.getMessage()));
        }
        out.flush();
        return ExitCodes.VALID;
    }
}
