package dev.raftbeat.harness;

import dev.raftbeat.protocol.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts without containers, on Linux alone: a network namespace for each, joined by a bridge, all inside one private set
 * of namespaces, so that nothing outside is touched and nothing can stay behind. Needs {@code unshare} (util-linux) and
 * {@code ip} (iproute2), and {@code iptables} for the faults of packets; works as root, and as anybody where the machine
 * lets anybody make user namespaces.
 *
 * <p>Each host has two devices: {@code eth0} on the cluster's network, and {@code eth1} through which it is controlled, so
 * that one that is unplugged still answers us.
 */
public final class NamespaceEngine implements HostEngine {
    private final NamespaceClient agent;

    /** @throws EngineException when this machine does not allow it, saying why */
    public NamespaceEngine() throws EngineException {
        agent = NamespaceClient.open();
    }

    @Override
    public String title() {
        return "network namespaces";
    }

    @Override
    public List<Host> hosts(List<NodeId> members, Path shared, NodeBuild nodes) throws EngineException {
        agent.must("ip link add peers type bridge; ip link set peers up;"
                + " ip link add control type bridge; ip addr add 10.78.1.254/24 dev control; ip link set control up");
        List<Host> hosts = new ArrayList<>();
        for (int i = 1; i <= members.size(); i++) {
            String in = "ip netns exec " + members.get(i - 1) + " ip ";
            agent.must("ip netns add " + members.get(i - 1) + "; " + in + "link set lo up;"
                    + plug("peer" + i, "eth0", "peers", "10.78.0." + i, members.get(i - 1))
                    + plug("ctrl" + i, "eth1", "control", "10.78.1." + i, members.get(i - 1)));
            hosts.add(new NamespaceHost(agent, members.get(i - 1), i, shared, nodes));
        }
        return hosts;
    }

    private static String plug(String outside, String inside, String bridge, String address, NodeId node) {
        return " ip link add " + outside + " type veth peer name " + inside + " netns " + node + ";"
                + " ip link set " + outside + " master " + bridge + " up;"
                + " ip -n " + node + " addr add " + address + "/24 dev " + inside + ";"
                + " ip -n " + node + " link set " + inside + " up;";
    }

    @Override
    public void close() {
        agent.close();
    }
}
