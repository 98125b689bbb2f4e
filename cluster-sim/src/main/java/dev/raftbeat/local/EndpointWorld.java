package dev.raftbeat.local;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes that somebody started by hand, under the eyes of somebody who knows their control endpoints. They can be watched
 * and not broken: a fault has to be written down where its undo finds it, and these nodes have no common folder.
 */
public final class EndpointWorld implements World {
    private final SortedMap<NodeId, ControlClient> nodes = new TreeMap<>();
    private final List<FactReader> observations = new ArrayList<>();

    /**
     * Asks each endpoint which node it belongs to.
     *
     * @throws WorldException when one of them does not answer, or two are of one node
     */
    public EndpointWorld(List<HostPort> endpoints, String token) {
        for (HostPort endpoint : endpoints) {
            ControlClient client = new ControlClient(endpoint, token);
            try {
                NodeId node = new NodeId(client.status().node());
                if (nodes.put(node, client) != null) {
                    throw new WorldException(endpoint + " is " + node + " once more");
                }
            } catch (IOException e) {
                throw new WorldException(endpoint + " does not answer as a node does: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public String title() {
        return nodes.size() + " nodes, watched";
    }

    @Override
    public List<NodeId> members() {
        return List.copyOf(nodes.keySet());
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, false, false);
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public synchronized void observe(FactSink sink) {
        FactReader observation = new FactReader(new Endpoints(), sink);
        observations.add(observation);
        observation.begin();
    }

    @Override
    public Outcome apply(Fault fault) {
        return new Outcome(false, "these nodes are only watched: faults need a cluster of raftbeat up, and its --dir");
    }

    @Override
    public synchronized void close() {
        observations.forEach(FactReader::end);
    }

    private final class Endpoints implements FactSources {
        @Override
        public List<NodeId> members() {
            return EndpointWorld.this.members();
        }

        @Override
        public Lines open(NodeId node) throws IOException {
            return nodes.get(node).facts();
        }

        @Override
        public WorldLog.Tail world(long from) {
            return new WorldLog.Tail(List.of(), from);
        }

        @Override
        public void tick() {
            // Nothing here is ours to look after.
        }

        @Override
        public boolean isGone() {
            return false;
        }
    }
}
