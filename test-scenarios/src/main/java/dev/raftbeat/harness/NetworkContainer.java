package dev.raftbeat.harness;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** The container that holds a host's network, and does nothing else. */
final class NetworkContainer extends GenericContainer<NetworkContainer> {
    /** Where the control endpoint listens; on this machine it has another port, on loopback alone. */
    static final int CONTROL = 7401;

    NetworkContainer(String image) {
        super(DockerImageName.parse(image));
        withImagePullPolicy(name -> false);
        // A shell that is the first process of its container ends on no signal that it has not asked for.
        withCommand("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait; done");
        withExposedPorts(CONTROL);
        withCreateContainerCmdModifier(NetworkContainer::restrict);
        waitingFor(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                // Nothing listens yet: the node comes later, in a container of its own.
            }
        });
    }

    private static void restrict(CreateContainerCmd command) {
        HostConfig config = command.getHostConfig();
        config.withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW)
                .withReadonlyRootfs(true)
                // Where iptables keeps its lock.
                .withTmpFs(Map.of("/run", ""))
                .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(CONTROL)));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
