package dev.raftbeat.local;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.InjectorException;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.node.ControlLines;
import dev.raftbeat.node.ballot.BallotFile;
import dev.raftbeat.node.ballot.BallotFileException;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.wire.RecordJson;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Breaks and mends real nodes: their runner for the process, the control endpoint for everything inside it. */
final class NodeInjector implements FaultInjector {
    private static final long AGAIN_NANOS = 50_000_000L;
    private static final String COMMAND = "/command";

    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;
    private final NodeLauncher launcher;
    private final String token;
    private final Patience patience;

    NodeInjector(ClusterDirectory directory, ClusterPlan plan, WorldLog log, NodeRunner runner, Patience patience) {
        this.patience = patience;
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

    @Override
    public void stop(NodeId node, Optional<FactId> cause) throws InjectorException {
        try {
            runner.stop(node);
            ended(node, "stopped");
        } catch (IOException e) {
            throw new InjectorException(node + " cannot be stopped: " + e.getMessage(), e);
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
    public void rules(NodeId node, NodeRules rules) throws InjectorException {
        post(node, "/rules", List.of(RecordJson.write(rules)));
    }

    @Override
    public void configure(NodeId node, Settings settings, Optional<FactId> cause) throws InjectorException {
        post(node, "/settings", ControlLines.of(settings, cause));
    }

    @Override
    public void command(NodeId node, Command command, Optional<FactId> cause) throws InjectorException {
        post(node, COMMAND, ControlLines.of(command, node, cause));
    }

    @Override
    public void resetConnections(Link link) throws InjectorException {
        if (!runner.isAlive(link.from())) {
            // Its connections ended with it.
            return;
        }
        post(link.from(), COMMAND, ControlLines.reset(link));
    }

    @Override
    public void collect(NodeId node, Optional<FactId> cause) throws InjectorException {
        post(node, COMMAND, ControlLines.collect(node, cause));
    }

    private void post(NodeId node, String path, List<String> lines) throws InjectorException {
        long began = System.nanoTime();
        while (true) {
            try {
                new ControlClient(plan.controls().get(node), token).post(path, lines);
                return;
            } catch (ControlClient.Declined e) {
                throw InjectorException.declined(node + ": " + e.getMessage());
            } catch (IOException e) {
                boolean late = System.nanoTime() - began >= patienceNanos(path, e);
                if (late || !runner.isAlive(node) || runner.isFrozen(node)) {
                    throw new InjectorException(node + ": " + e.getMessage(), e);
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    /** How long to try once more after this; not at all after a refusal, which the node gives in a sentence of its own. */
    private long patienceNanos(String path, IOException e) {
        if (e instanceof ControlClient.Busy) {
            return patience.comingNanos();
        }
        if (!(e instanceof ControlClient.Unheard)) {
            return 0;
        }
        if (runner.onTheirOwn() || e.getCause() instanceof ConnectException) {
            return patience.comingNanos();
        }
        // Rules and settings are whole, and may be given twice; an action whose answer was lost may have been done.
        return path.equals(COMMAND) ? 0 : patience.silentNanos();
    }
}
