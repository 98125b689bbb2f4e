package dev.raftbeat.harness;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.WaitResponse;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.text.Amounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;

/** One node's pair of containers: see {@link DockerEngine}. */
final class DockerHost implements Host {
    /** The same on each host, since each has an address of its own. */
    private static final int LISTENER = 7400;

    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long PATIENCE_SECONDS = 30;

    private final DockerClient client;
    private final NodeId node;
    private final NodeImage image;
    private final Path shared;
    private final String user;
    private final boolean clocks;
    private final NetworkContainer wire;
    private final Path clock;
    private Optional<Path> fakeClock = Optional.empty();
    private String address;
    private String controlAddress;
    /** The container that the node runs in; null until the first start. */
    private String container;

    private OptionalDouble cores = OptionalDouble.empty();
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile boolean frozen;
    private volatile boolean plugged = true;

    DockerHost(DockerClient client, NodeId node, NodeImage image, Path shared, String user, boolean clocks) {
        this.client = client;
        this.node = node;
        this.image = image;
        this.shared = shared;
        this.user = user;
        this.clocks = clocks;
        clock = shared.resolve("clock-" + node);
        wire = new NetworkContainer(image.name());
    }

    /** The container that holds the network. */
    NetworkContainer wire() {
        return wire;
    }

    /** Joins the cluster's network, and leaves every way out of it but the one to the control endpoint. */
    void join(String network) throws EngineException {
        client.connectToNetworkCmd()
                .withContainerId(wire.getContainerId())
                .withNetworkId(network)
                .exec();
        Map<String, ContainerNetwork> networks = client.inspectContainerCmd(wire.getContainerId())
                .exec()
                .getNetworkSettings()
                .getNetworks();
        for (ContainerNetwork joined : networks.values()) {
            if (network.equals(joined.getNetworkID())) {
                address = joined.getIpAddress();
            } else {
                controlAddress = joined.getIpAddress();
            }
        }
        must("ip", "route", "del", "default");
        String found = run(List.of("sh", "-c", "ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null"))
                .out()
                .strip();
        fakeClock = found.isEmpty() || !clocks ? Optional.empty() : Optional.of(Path.of(found));
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public HostPort listener() {
        return new HostPort(address, LISTENER);
    }

    @Override
    public HostPort controlInside() {
        return new HostPort(controlAddress, NetworkContainer.CONTROL);
    }

    @Override
    public HostPort control() {
        return new HostPort(wire.getHost(), wire.getMappedPort(NetworkContainer.CONTROL));
    }

    @Override
    public synchronized void start(Path launchFile, Path log) throws EngineException {
        try {
            if (container == null) {
                container = create(launchFile, log);
                limitCpu(cores);
            }
            client.startContainerCmd(container).exec();
            CountDownLatch end = new CountDownLatch(1);
            client.waitContainerCmd(container).exec(new ResultCallback.Adapter<WaitResponse>() {
                @Override
                public void onNext(WaitResponse code) {
                    end.countDown();
                }

                @Override
                public void onError(Throwable trouble) {
                    end.countDown();
                }
            });
            frozen = false;
            ended = end;
        } catch (DockerException e) {
            throw trouble("start", e);
        }
    }

    /** The one container for all lives of the node: what it wrote outlives each of them. */
    private String create(Path launchFile, Path log) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>>\"$0\"", log.toString()));
        command.addAll(NodeBuild.command("java", image.classPath(), launchFile));
        Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
        labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
        return client.createContainerCmd(image.name())
                .withCmd(command)
                .withUser(user)
                .withEnv(environment())
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig()
                        .withNetworkMode("container:" + wire.getContainerId())
                        .withBinds(new Bind(shared.toString(), new Volume(shared.toString())))
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of("/tmp", ""))
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")))
                .exec()
                .getId();
    }

    private List<String> environment() {
        List<String> variables = new ArrayList<>();
        fakeClock.ifPresent(library ->
                FakeClock.environment(library, clock).forEach((name, value) -> variables.add(name + "=" + value)));
        return variables;
    }

    @Override
    public synchronized void shiftClock(long nanos) throws EngineException {
        if (fakeClock.isEmpty()) {
            throw new EngineException(
                    clocks
                            ? "the image of the nodes has no libfaketime, so that no clock can be shifted"
                            : "clocks can be shifted only where " + DockerEngine.CLOCKS + "=true was set at the start");
        }
        try {
            FakeClock.shift(clock, nanos);
        } catch (IOException e) {
            throw new EngineException("the clock of " + node + " cannot be shifted: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized long pid() throws EngineException {
        try {
            Long pid = client.inspectContainerCmd(container).exec().getState().getPidLong();
            return pid == null ? 0 : pid;
        } catch (DockerException e) {
            throw trouble("answer", e);
        }
    }

    @Override
    public synchronized void kill() throws EngineException {
        end("KILL");
    }

    @Override
    public synchronized void stop() throws EngineException {
        end("TERM");
    }

    private void end(String signal) throws EngineException {
        if (!isAlive()) {
            return;
        }
        try {
            client.killContainerCmd(container).withSignal(signal).exec();
        } catch (DockerException e) {
            // It may have ended by itself meanwhile.
            if (isAlive()) {
                throw trouble("end", e);
            }
        }
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new EngineException(node + " runs " + Amounts.seconds(PATIENCE_SECONDS) + " after " + signal);
            }
            frozen = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while " + node + " was to end", e);
        }
    }

    @Override
    public boolean isAlive() {
        return ended.getCount() > 0;
    }

    @Override
    public synchronized void freeze() throws EngineException {
        ask("pause", () -> client.pauseContainerCmd(container).exec());
        frozen = true;
    }

    @Override
    public synchronized void thaw() throws EngineException {
        ask("resume", () -> client.unpauseContainerCmd(container).exec());
        frozen = false;
    }

    @Override
    public boolean isFrozen() {
        return frozen;
    }

    @Override
    public Output run(List<String> command) throws EngineException {
        try {
            Container.ExecResult result = wire.execInContainer(command.toArray(String[]::new));
            return new Output(result.getExitCode(), result.getStdout() + result.getStderr());
        } catch (IOException | RuntimeException e) {
            throw new EngineException(
                    node + ": \"" + String.join(" ", command) + "\" cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while a command ran on the host of " + node, e);
        }
    }

    private String must(String... command) throws EngineException {
        Output output = run(List.of(command));
        if (output.code() != 0) {
            throw new EngineException(node + ": \"" + String.join(" ", command) + "\" ended with " + output.code()
                    + ": " + output.out().strip());
        }
        return output.out();
    }

    /**
     * By taking its network device down, which is what pulling a cable does: leaving the engine's network would take the
     * address with it, and with some engines the way to the control endpoint.
     */
    @Override
    public synchronized void plug(boolean in) throws EngineException {
        // "2: eth1    inet 172.18.0.2/16 brd ...": the second word of the line that has the address.
        for (String line : must("ip", "-o", "-4", "addr", "show").split("\n")) {
            if (line.contains(" " + address + "/")) {
                must("ip", "link", "set", "dev", line.split("\\s+")[1], in ? "up" : "down");
                plugged = in;
                return;
            }
        }
        throw new EngineException("no device of the host of " + node + " has the address " + address);
    }

    @Override
    public boolean isPlugged() {
        return plugged;
    }

    @Override
    public synchronized void limitCpu(OptionalDouble limit) throws EngineException {
        if (limit.isPresent() && limit.getAsDouble() < 0.01) {
            throw new EngineException("a node cannot live on less than 0.01 of a processor");
        }
        cores = limit;
        long quota = limit.isPresent() ? Math.round(limit.getAsDouble() * CPU_PERIOD_MICROS) : -1;
        if (container != null) {
            ask(
                    "be limited",
                    () -> client.updateContainerCmd(container)
                            .withCpuPeriod(CPU_PERIOD_MICROS)
                            .withCpuQuota(quota)
                            .exec());
        }
    }

    private void ask(String what, Runnable call) throws EngineException {
        try {
            call.run();
        } catch (DockerException e) {
            throw trouble(what, e);
        }
    }

    private EngineException trouble(String what, DockerException e) {
        return new EngineException(
                "the container of " + node + " does not " + what + ": "
                        + String.valueOf(e.getMessage()).strip(),
                e);
    }

    /**
     * Ends and removes both containers, whatever state they are in. When the whole process ends, the engine's library does
     * the same at the same time: whoever comes second finds nothing. What neither can remove bears the session's label.
     */
    synchronized void remove() {
        if (container != null) {
            quietly(() -> client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
            container = null;
        }
        quietly(wire::close);
    }

    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (RuntimeException e) {
            return;
        }
    }
}
