package dev.raftbeat.local;

import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.node.LaunchFile;
import dev.raftbeat.node.NodeOptions;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.util.Optional;

/** Starts the processes of a cluster's nodes. */
final class NodeLauncher {
    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;

    NodeLauncher(ClusterDirectory directory, ClusterPlan plan, WorldLog log, NodeRunner runner) {
        this.directory = directory;
        this.plan = plan;
        this.log = log;
        this.runner = runner;
    }

    /** Starts the node's process and writes it down; does not wait until it listens. */
    void start(NodeId node, NodeSetup setup) {
        try {
            LaunchFile.write(directory.launchFile(node), options(node, setup));
            NodeProcess started = runner.start(node, directory.launchFile(node), directory.logFile(node));
            ClusterDirectory.replace(directory.pidFile(node), started.text());
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
                Optional.of(runner.controlInside(node, plan.controls().get(node))),
                setup.settings(),
                plan.seed(),
                setup.rules(),
                setup.alignedNanos(),
                new NodeOptions.Output(false, Optional.empty(), Optional.of(directory.journal(node, plan.record()))),
                new NodeOptions.Guard(
                        Optional.of(directory.tokenFile()),
                        true,
                        runner.onTheirOwn(),
                        true,
                        Optional.of(directory.keyFile())),
                plan.variant(),
                plan.store());
    }
}
