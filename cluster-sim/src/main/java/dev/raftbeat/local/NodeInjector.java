package dev.raftbeat.local;

import dev.raftbeat.fault.FaultInjector;
import dev.raftbeat.fault.InjectorException;
import dev.raftbeat.fault.NodeSetup;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.node.BallotFile;
import dev.raftbeat.node.BallotFileException;
import dev.raftbeat.node.ControlLines;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Breaks and mends real nodes: their runner for the process, the control endpoint for everything inside it. */
final class NodeInjector implements FaultInjector {
    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;
    private final NodeLauncher launcher;
    private final String token;

    NodeInjector(ClusterDirectory directory, ClusterPlan plan, WorldLog log, NodeRunner runner) {
        this.directory = directory;
        this.plan = plan;
        this.log = log;
        this.runner = runner;
        launcher = new NodeLauncher(directory, plan, log, runner);
        token = directory.token();
    }

    @Override
    public WorldKind world() {
        return runner.kind();
    }

    @Override
    public void kill(NodeId node) throws InjectorException {
        try {
            runner.kill(node);
            ended(node, "killed");
        } catch (IOException e) {
            throw new InjectorException(node + " cannot be killed: " + e.getMessage(), e);
        }
    }

    /** Writes down that the process is gone, once. */
    void ended(NodeId node, String how) {
        try {
            if (Files.deleteIfExists(directory.pidFile(node))) {
                log.tell(new ProcessEnded(node, how), Optional.empty());
            }
        } catch (IOException e) {
            throw new WorldException("the process file of " + node + " cannot be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public void wipe(NodeId node) throws InjectorException {
        kill(node);
        try {
            BallotFile.wipe(directory.ballotDir(node), plan.id(), node);
        } catch (BallotFileException e) {
            throw new InjectorException(e.getMessage(), e);
        }
    }

    @Override
    public void restart(NodeId node, NodeSetup setup) throws InjectorException {
        if (runner.isAlive(node)) {
            return;
        }
        try {
            ended(node, "gone");
            launcher.start(node, setup);
        } catch (WorldException e) {
            throw new InjectorException(e.getMessage(), e);
        }
    }

    @Override
    public void pause(NodeId node) throws InjectorException {
        try {
            runner.freeze(node);
        } catch (IOException e) {
            throw new InjectorException(node + " cannot be paused: " + e.getMessage(), e);
        }
    }

    @Override
    public void resume(NodeId node) throws InjectorException {
        try {
            runner.thaw(node);
        } catch (IOException e) {
            throw new InjectorException(node + " cannot be resumed: " + e.getMessage(), e);
        }
    }

    @Override
    public void rules(NodeId node, List<String> lines) throws InjectorException {
        post(node, "/rules", lines);
    }

    @Override
    public void configure(NodeId node, Settings settings, FactId cause) throws InjectorException {
        post(node, "/settings", ControlLines.of(settings, Optional.of(cause)));
    }

    @Override
    public void command(NodeId node, Command command, FactId cause) throws InjectorException {
        post(node, "/command", ControlLines.of(command, node, Optional.of(cause)));
    }

    @Override
    public void resetConnections(Link link) throws InjectorException {
        post(link.from(), "/command", ControlLines.reset(link));
    }

    private void post(NodeId node, String path, List<String> lines) throws InjectorException {
        try {
            new ControlClient(plan.controls().get(node), token).post(path, lines);
        } catch (IOException e) {
            throw new InjectorException(node + ": " + e.getMessage(), e);
        }
    }
}
