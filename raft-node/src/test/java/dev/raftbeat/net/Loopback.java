package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Networks of one cluster on loopback, at ports that were free a moment ago. Closed together. */
final class Loopback implements AutoCloseable {
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final String CLUSTER = "test";
    static final long MILLI = 1_000_000L;

    /** Short, so that silence is noticed within a test; long beside what a busy machine needs to answer. */
    static final Timing QUICK = new Timing(600 * MILLI, 200 * MILLI, 100 * MILLI, 4_000);

    private final Map<NodeId, HostPort> addresses = new LinkedHashMap<>();
    private final Map<NodeId, Integer> boots = new HashMap<>();
    private final Map<NodeId, String> keys = new HashMap<>();
    private final List<Network> started = new ArrayList<>();
    private long seq;

    Loopback(NodeId... members) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (NodeId member : members) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            held.add(socket);
            addresses.put(member, new HostPort("127.0.0.1", socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
    }

    HostPort address(NodeId node) {
        return addresses.get(node);
    }

    void move(NodeId node, HostPort address) {
        addresses.put(node, address);
    }

    /** The node starts in this life from now on; in its first without. */
    void boot(NodeId node, int boot) {
        boots.put(node, boot);
    }

    /** The node proves by this secret who it is, from its next start on. */
    void key(NodeId node, String secret) {
        keys.put(node, secret);
    }

    Network start(NodeId self, NetListener listener) throws Exception {
        return start(self, listener, QUICK);
    }

    Network start(NodeId self, NetListener listener, Timing timing) throws Exception {
        TreeMap<NodeId, HostPort> peers = new TreeMap<>(addresses);
        HostPort listen = peers.remove(self);
        NetOptions options = new NetOptions(
                CLUSTER,
                self,
                boots.getOrDefault(self, 1),
                listen,
                peers,
                20 * MILLI,
                100 * MILLI,
                Optional.ofNullable(keys.get(self)).map(ClusterKey::new));
        Network network = new Network(options, listener, timing);
        started.add(network);
        network.start().get(10, TimeUnit.SECONDS);
        return network;
    }

    Envelope<RaftMessage> message(NodeId from, NodeId to, RaftMessage message) {
        seq++;
        return Envelope.outgoing(from, to, message).sentAs(new FactId(from, 1, seq));
    }

    static void send(Network network, Envelope<RaftMessage> envelope) throws Exception {
        on(network, () -> {
            network.send(envelope, 7);
            return null;
        });
    }

    static <T> T on(Network network, Callable<T> task) throws Exception {
        return network.loop().submit(task).get(10, TimeUnit.SECONDS);
    }

    static void stop(Network network) throws Exception {
        network.stop().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        for (Network network : started) {
            stop(network);
        }
    }
}
