package dev.raftbeat.harness;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A network namespace of a {@link NamespaceEngine}, and the process in it. */
final class NamespaceHost implements Host {
    /** All hosts use the same ports: each has a network of its own. */
    private static final int LISTENER = 7_000;

    private static final int CONTROL = 7_001;
    private static final long LOOK_NANOS = 1_000_000;
    private static final int LOOKS = 2_000;
    private static final int STOP_LOOKS = 10_000;

    private final NamespaceClient agent;
    private final NodeId node;
    private final int place;
    private final NodeBuild nodes;
    private final Path clock;
    private final Optional<Path> fakeClock = FakeClock.library();
    private final HostPort control;
    private boolean plugged = true;

    /** @param place from 1 up, the last part of its addresses */
    NamespaceHost(NamespaceClient agent, NodeId node, int place, Path shared, NodeBuild nodes) throws EngineException {
        this.agent = agent;
        this.node = node;
        this.place = place;
        this.nodes = nodes;
        clock = shared.resolve("clock-" + node);
        control = new HostPort("127.0.0.1", agent.door(controlInside().host(), CONTROL));
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public HostPort listener() {
        return new HostPort("10.78.0." + place, LISTENER);
    }

    @Override
    public HostPort controlInside() {
        return new HostPort("10.78.1." + place, CONTROL);
    }

    @Override
    public HostPort control() {
        return control;
    }

    @Override
    public void start(Path launchFile, Path log) throws EngineException {
        List<String> request = new ArrayList<>(List.of(node.name(), log.toString()));
        request.addAll(inside());
        fakeClock.ifPresent(library -> {
            request.add("env");
            FakeClock.environment(library, clock).forEach((name, value) -> request.add(name + "=" + value));
        });
        request.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        request.addAll(NodeBuild.OPTIONS);
        String classPath = nodes.classPath().stream().map(Path::toString).collect(Collectors.joining(":"));
        request.addAll(List.of("-cp", classPath, NodeBuild.MAIN, launchFile.toString()));
        agent.ask("start", request);
    }

    private List<String> inside() {
        return List.of("ip", "netns", "exec", node.name());
    }

    @Override
    public void kill() throws EngineException {
        agent.ask("kill", List.of(node.name()));
    }

    @Override
    public void stop() throws EngineException {
        if (!isAlive()) {
            return;
        }
        signal("TERM");
        for (int look = 0; look < STOP_LOOKS && isAlive(); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (isAlive()) {
            throw new EngineException("its process was sent TERM and still runs");
        }
    }

    @Override
    public boolean isAlive() {
        try {
            return agent.ask("alive", List.of(node.name())).code() == 1;
        } catch (EngineException e) {
            return false;
        }
    }

    @Override
    public void freeze() throws EngineException {
        signal("STOP");
        for (int look = 0; look < LOOKS && !standsStill(); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void thaw() throws EngineException {
        signal("CONT");
    }

    private void signal(String name) throws EngineException {
        if (!isAlive()) {
            throw new EngineException("its process is gone");
        }
        Host.Output output = agent.run(List.of("kill", "-" + name, Long.toString(pid())));
        if (output.code() != 0) {
            throw new EngineException(
                    "kill -" + name + " failed: " + output.out().strip());
        }
    }

    @Override
    public long pid() throws EngineException {
        return Long.parseLong(agent.ask("pid", List.of(node.name())).out().strip());
    }

    /** Whether no thread of it runs any more: on a busy machine they go on for a while after the signal. */
    private boolean standsStill() throws EngineException {
        String states = "sed 's/.*) //' /proc/" + pid() + "/task/*/stat | cut -c 1 | sort -u";
        return agent.run(List.of("sh", "-c", states)).out().strip().equals("T");
    }

    @Override
    public boolean isFrozen() {
        try {
            return isAlive() && standsStill();
        } catch (EngineException e) {
            return false;
        }
    }

    @Override
    public Output run(List<String> command) throws EngineException {
        List<String> line = new ArrayList<>(inside());
        line.addAll(command);
        return agent.run(line);
    }

    @Override
    public void plug(boolean in) throws EngineException {
        agent.must("ip link set peer" + place + (in ? " up" : " down"));
        plugged = in;
    }

    @Override
    public boolean isPlugged() {
        return plugged;
    }

    @Override
    public void limitCpu(OptionalDouble cores) throws EngineException {
        if (cores.isPresent()) {
            throw new EngineException("network namespaces cannot limit a processor; containers can");
        }
    }

    @Override
    public void shiftClock(long nanos) throws EngineException {
        if (fakeClock.isEmpty()) {
            throw new EngineException(
                    "libfaketime is not installed on this machine (Debian: apt-get install libfaketime)");
        }
        try {
            FakeClock.shift(clock, nanos);
        } catch (IOException e) {
            throw new EngineException("its clock cannot be shifted: " + e.getMessage(), e);
        }
    }
}
