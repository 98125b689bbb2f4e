package dev.raftbeat.harness;

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

    /** The processes, nodes and guardian, whose command lines name this cluster's folder. */
    static List<Long> processesOf(Path cluster) {
        try {
            Process ps = new ProcessBuilder("ps", "-eww", "-o", "pid=", "-o", "args=").start();
            String all = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<Long> found = new ArrayList<>();
            for (String line : all.split("\n")) {
                boolean ours = line.contains("-Draftbeat.cluster=" + cluster + " ")
                        || line.contains("raftbeat-guardian " + cluster);
                if (ours) {
                    found.add(Long.parseLong(line.strip().split("\\s+")[0]));
                }
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError("ps cannot be asked", e);
        }
    }

    /** Waits until nothing of the cluster runs any more. */
    static void awaitNothingLeft(Path cluster) {
        await(
                "nothing is left of " + cluster.getFileName(),
                () -> processesOf(cluster).isEmpty());
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
