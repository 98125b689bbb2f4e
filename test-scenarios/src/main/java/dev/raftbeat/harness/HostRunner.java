package dev.raftbeat.harness;

import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.InjectorException;
import dev.raftbeat.local.NodeProcess;
import dev.raftbeat.local.NodeRunner;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs a cluster's nodes on the hosts of an engine. */
final class HostRunner implements NodeRunner {
    private final Map<NodeId, Host> hosts = new TreeMap<>();

    private KernelInjector kernel;

    HostRunner(List<Host> hosts) {
        hosts.forEach(host -> this.hosts.put(host.node(), host));
    }

    /** One thing that is done to a host. */
    private interface Deed {
        void on(Host host) throws EngineException;
    }

    private void act(NodeId node, Deed deed) throws IOException {
        try {
            deed.on(hosts.get(node));
        } catch (EngineException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public WorldKind kind() {
        return WorldKind.CONTAINERS;
    }

    @Override
    public HostPort controlInside(NodeId node, HostPort outside) {
        return hosts.get(node).controlInside();
    }

    @Override
    public boolean onTheirOwn() {
        return true;
    }

    @Override
    public NodeProcess start(NodeId node, Path launchFile, Path log) throws IOException {
        long[] pid = new long[1];
        act(node, host -> {
            host.start(launchFile, log);
            pid[0] = host.pid();
        });
        return NodeProcess.elsewhere(pid[0]);
    }

    @Override
    public boolean isAlive(NodeId node) {
        return hosts.get(node).isAlive();
    }

    @Override
    public boolean isFrozen(NodeId node) {
        return hosts.get(node).isFrozen();
    }

    @Override
    public void kill(NodeId node) throws IOException {
        act(node, Host::kill);
    }

    @Override
    public void stop(NodeId node) throws IOException {
        act(node, Host::stop);
    }

    @Override
    public void freeze(NodeId node) throws IOException {
        act(node, Host::freeze);
    }

    @Override
    public void thaw(NodeId node) throws IOException {
        act(node, Host::thaw);
    }

    @Override
    public FaultInjector extend(FaultInjector injector) {
        kernel = new KernelInjector(injector, List.copyOf(hosts.values()));
        return kernel;
    }

    /** Ends all nodes, and leaves the hosts as they were when they were new. */
    void clear() throws EngineException {
        List<EngineException> troubles = new CopyOnWriteArrayList<>();
        hosts.values().parallelStream().forEach(host -> {
            try {
                host.kill();
            } catch (EngineException e) {
                troubles.add(e);
            }
        });
        if (!troubles.isEmpty()) {
            throw troubles.get(0);
        }
        for (NodeId node : kernel.busy()) {
            try {
                kernel.kernel(node, KernelRules.NONE);
            } catch (InjectorException e) {
                throw new EngineException(e.getMessage(), e);
            }
        }
    }
}
