package dev.raftbeat.sim;

import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.InjectorException;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Optional;

/** Breaks and mends simulated hosts. */
final class SimInjector implements FaultInjector {
    private final SimCluster world;

    SimInjector(SimCluster world) {
        this.world = world;
    }

    @Override
    public WorldKind world() {
        return WorldKind.SIM;
    }

    @Override
    public void kill(NodeId node) {
        world.host(node).end("killed");
    }

    @Override
    public void stop(NodeId node, Optional<FactId> cause) throws InjectorException {
        world.host(node).stop(life(node), cause);
    }

    @Override
    public void wipe(NodeId node) {
        kill(node);
        world.host(node).disk().wipe();
    }

    @Override
    public void restart(NodeId node, NodeSetup setup) {
        // A process that is about to stop has no time left.
        world.host(node)
                .life()
                .filter(life -> life.state().notes().stop().isPresent())
                .ifPresent(SimProcess::end);
        world.host(node).boot(setup);
    }

    @Override
    public void pause(NodeId node) throws InjectorException {
        SimProcess life = life(node);
        life.pause();
        world.network().paused(life);
    }

    @Override
    public void resume(NodeId node) throws InjectorException {
        SimProcess life = life(node);
        world.network().resumed(life);
        life.resume();
    }

    @Override
    public void rules(NodeId node, NodeRules rules) throws InjectorException {
        life(node).rules(rules);
    }

    @Override
    public void configure(NodeId node, Settings settings, Optional<FactId> cause) throws InjectorException {
        life(node).command(new Command.Configure(settings), cause);
    }

    @Override
    public void command(NodeId node, Command command, Optional<FactId> cause) throws InjectorException {
        for (Fact told : life(node).command(command, cause)) {
            if (told instanceof CommandRefused refused) {
                throw InjectorException.declined(node + ": " + refused.reason());
            }
        }
    }

    @Override
    public void crash(NodeId node, Optional<CrashPoint> point) {
        world.host(node).crashAt(point.orElse(null), 1);
    }

    @Override
    public void resetConnections(Link link) {
        world.network().reset(link);
    }

    private SimProcess life(NodeId node) throws InjectorException {
        return world.host(node).life().orElseThrow(() -> new InjectorException(node + " has no process"));
    }
}
