package dev.raftbeat.local;

import dev.raftbeat.fault.NodeSetup;
import dev.raftbeat.node.LaunchFile;
import dev.raftbeat.node.NodeOptions;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.world.WorldException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Starts the processes of a cluster's nodes. */
final class NodeLauncher {
    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;

    NodeLauncher(ClusterDirectory directory, ClusterPlan plan, WorldLog log) {
        this.directory = directory;
        this.plan = plan;
        this.log = log;
    }

    /** Starts the node's process and writes it down; does not wait until it listens. */
    void start(NodeId node, NodeSetup setup) {
        try {
            NodeOptions options = options(node, setup);
            LaunchFile.write(directory.launchFile(node), options);
            List<String> line = NodeCommandLine.of(directory.root(), directory.launchFile(node));
            Process process = new ProcessBuilder(line)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.logFile(node).toFile()))
                    .start();
            NodeProcess started = NodeProcess.of(process);
            Files.writeString(
                    directory.pidFile(node),
                    started.text(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            log.tell(new ProcessBegan(node, started.pid()), Optional.empty());
        } catch (IOException e) {
            throw new WorldException(node + " cannot be started: " + e.getMessage(), e);
        }
    }

    private NodeOptions options(NodeId node, NodeSetup setup) {
        return new NodeOptions(
                node,
                plan.id(),
                plan.peers(),
                plan.peers().get(node),
                directory.ballotDir(node),
                Optional.of(plan.controls().get(node)),
                setup.settings(),
                plan.seed(),
                setup.rules(),
                setup.alignedNanos(),
                new NodeOptions.Output(
                        false, plan.record() ? Optional.of(directory.factsFile(node)) : Optional.empty()),
                new NodeOptions.Guard(Optional.of(directory.tokenFile()), true, false, true),
                plan.variant());
    }
}
