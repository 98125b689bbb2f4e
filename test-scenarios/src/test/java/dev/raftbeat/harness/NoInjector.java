package dev.raftbeat.harness;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Optional;

/** Hosts on which no node runs: there is nothing to break but what their kernels do. */
final class NoInjector implements FaultInjector {
    @Override
    public WorldKind world() {
        return WorldKind.CONTAINERS;
    }

    @Override
    public void kill(NodeId node) {}

    @Override
    public void stop(NodeId node, Optional<FactId> cause) {}

    @Override
    public void wipe(NodeId node) {}

    @Override
    public void restart(NodeId node, NodeSetup setup) {}

    @Override
    public void pause(NodeId node) {}

    @Override
    public void resume(NodeId node) {}

    @Override
    public void rules(NodeId node, NodeRules rules) {}

    @Override
    public void configure(NodeId node, Settings settings, Optional<FactId> cause) {}

    @Override
    public void command(NodeId node, Command command, Optional<FactId> cause) {}

    @Override
    public void resetConnections(Link link) {}
}
