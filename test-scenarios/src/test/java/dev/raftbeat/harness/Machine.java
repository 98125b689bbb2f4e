package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What a test must know of the machine that it runs on. */
final class Machine {
    private static final String GUARDIAN = "raftbeat-guardian";

    private Machine() {}

    /** Waits for something that no fact tells, far longer than it takes. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60));
    }

    static void await(String what, Callable<Boolean> wish) {
        await(what).until(wish);
    }

    /** The processes, nodes, store and guardian, whose command lines name this cluster's folder, whatever its name. */
    static List<Long> processesOf(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    List<String> line = commandLine(process);
                    return line.contains("-Draftbeat.cluster=" + cluster)
                            || line.contains(GUARDIAN) && line.contains(cluster.toString());
                })
                .map(ProcessHandle::pid)
                .toList();
    }

    /** The guardian among them. */
    static long guardianOf(Path cluster) {
        return processesOf(cluster).stream()
                .filter(pid -> ProcessHandle.of(pid)
                        .filter(process -> commandLine(process).contains(GUARDIAN))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** Empty for a process that has ended and was not yet reaped. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return process.info().arguments().map(List::of).orElse(List.of());
        }
    }

    /** Waits until nothing of the cluster runs any more. */
    static void awaitNothingLeft(Path cluster) {
        await(
                "nothing is left of " + cluster.getFileName(),
                () -> processesOf(cluster).isEmpty());
    }

    /** Sends a signal, such as STOP, to all of them at once. */
    static void signal(String name, List<Long> pids) throws Exception {
        List<String> line = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> line.add(Long.toString(pid)));
        assertThat(new ProcessBuilder(line).start().waitFor())
                .as("kill " + pids)
                .isZero();
    }

    /** SIGKILL from outside, as an administrator or the kernel would. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await(
                "process " + pid + " ends",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Ports that are free at the moment. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    /** Resident memory of a process in KiB; empty where the system does not tell. */
    static Optional<Long> residentKiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many file descriptors a process has open; empty where the system does not tell. */
    static Optional<Long> descriptors(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return Optional.of(open.count());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
