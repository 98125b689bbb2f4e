package dev.raftbeat.harness;

import com.github.dockerjava.api.DockerClient;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/**
 * Hosts as pairs of containers. The first of each pair holds the network, and is the only one that may change it
 * (NET_ADMIN); the node runs in the second, within the network of the first, without any right at all. So the network, its
 * addresses and its rules stay as they are while the node is killed and started again.
 *
 * <p>There are two networks: one of the cluster's own, that leads nowhere else, between the nodes; and the engine's
 * default one, through which this process reaches the control endpoints, even those of nodes that are unplugged.
 */
public final class DockerEngine implements HostEngine {
    /** Set to true, the wall clocks of nodes can be shifted. */
    static final String CLOCKS = "RAFTBEAT_SHIFT_CLOCKS";

    private final boolean clocks;
    private final List<DockerHost> hosts = new ArrayList<>();
    private Network network;

    /** Clocks can be shifted where {@value #CLOCKS} says so. */
    public DockerEngine() {
        this("true".equals(System.getenv(CLOCKS)));
    }

    /** @param clocks whether wall clocks can be shifted: each look at any clock then costs the node a little more */
    public DockerEngine(boolean clocks) {
        this.clocks = clocks;
    }

    /** Whether an engine answers; asked once and remembered. */
    public static boolean isThere() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String title() {
        return "containers";
    }

    @Override
    public List<Host> hosts(List<NodeId> members, Path shared, NodeBuild nodes) throws EngineException {
        if (!isThere()) {
            throw new EngineException("no container engine answers; docs/CONTAINERS.md says how to get one");
        }
        try {
            DockerClient client = DockerClientFactory.instance().client();
            NodeImage image = NodeImage.build(client, nodes);
            network = Network.builder()
                    .createNetworkCmdModifier(command -> command.withInternal(true))
                    .build();
            String user = owner(shared);
            for (NodeId member : members) {
                hosts.add(new DockerHost(client, member, image, shared, user, clocks));
            }
            Startables.deepStart(hosts.stream().map(DockerHost::wire).toList()).join();
            for (DockerHost host : hosts) {
                host.join(network.getId());
            }
            return List.copyOf(hosts);
        } catch (RuntimeException e) {
            close();
            throw new EngineException("the containers cannot be started: " + e.getMessage(), e);
        } catch (EngineException e) {
            close();
            throw e;
        }
    }

    /** Nodes write into a folder of this machine: what they write shall belong to whoever owns the folder. */
    private static String owner(Path shared) throws EngineException {
        try {
            return Files.getAttribute(shared, "unix:uid") + ":" + Files.getAttribute(shared, "unix:gid");
        } catch (IOException | UnsupportedOperationException e) {
            throw new EngineException("nobody can be found to own " + shared + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        hosts.parallelStream().forEach(DockerHost::remove);
        hosts.clear();
        if (network != null) {
            try {
                network.close();
            } catch (RuntimeException e) {
                // At the end of the process somebody else may have removed it already.
                network = null;
            }
            network = null;
        }
    }

    /** The library removes all that bears this session's label then, and would stumble over what somebody else removes. */
    @Override
    public void closeAtTheEnd() {
        hosts.clear();
    }
}
