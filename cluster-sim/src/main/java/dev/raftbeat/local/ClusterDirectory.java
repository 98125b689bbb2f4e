package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.node.TokenFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.Folders;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The folder of a running cluster: the one place through which separate commands ({@code up}, {@code fault},
 * {@code watch}, {@code down}) know of it and act on it in turn.
 *
 * <pre>
 * cluster.json     what it is                      lock          held while something is changed
 * token            for the control endpoints       state         the active faults and all that they need
 * world.ndjson     the facts that the world tells  pids/n1       the process of n1
 * nodes/n1/        its ballot                      nodes/n1.log  what it said on standard error
 * store            what the store holds            pids/store, nodes/store.log, nodes/store.facts.ndjson
 * </pre>
 */
public final class ClusterDirectory {
    /** Nine nodes with an address or two each. */
    private static final int PLAN_BYTES_MAX = 64 * 1024;

    /** Faults without number may be active on the links of nine nodes, at some hundred bytes each. */
    private static final int STATE_BYTES_MAX = 16 << 20;

    /** Two numbers. */
    private static final int PROCESS_BYTES_MAX = 64;

    private final Path root;
    /** File locks are held by the whole JVM; these keep its threads apart, whichever object they came through. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;

    public ClusterDirectory(Path directory) {
        root = directory.toAbsolutePath().normalize();
        threads = THREADS.computeIfAbsent(root, path -> new ReentrantLock());
    }

    public Path root() {
        return root;
    }

    Path pidFile(NodeId node) {
        return root.resolve("pids").resolve(node.name());
    }

    Path ballotDir(NodeId node) {
        return root.resolve("nodes").resolve(node.name());
    }

    Path launchFile(NodeId node) {
        return root.resolve("nodes").resolve(node + ".properties");
    }

    /** What the node said on standard error. */
    public Path logFile(NodeId node) {
        return root.resolve("nodes").resolve(node + ".log");
    }

    /** Every fact of the node, where the cluster records. */
    public Path factsFile(NodeId node) {
        return root.resolve("nodes").resolve(node + ".facts.ndjson");
    }

    /** What the store holds, where there is one. */
    public Path storeFile() {
        return root.resolve("store");
    }

    public Path worldFacts() {
        return root.resolve("world.ndjson");
    }

    Path tokenFile() {
        return root.resolve("token");
    }

    Path stateFile() {
        return root.resolve("state");
    }

    List<String> state() throws IOException {
        return RegularFile.text(stateFile(), "the state of a cluster", STATE_BYTES_MAX)
                .lines()
                .toList();
    }

    /** Whether a cluster was brought up here and not taken down. */
    public boolean exists() {
        return Files.isRegularFile(root.resolve("cluster.json"));
    }

    /** @throws WorldException when there is no cluster here, or its plan cannot be read */
    public ClusterPlan plan() {
        if (!exists()) {
            throw new WorldException(
                    "no cluster runs in " + shown() + "; bring one up with: raftbeat up --dir " + shown());
        }
        try {
            return ClusterPlan.fromJson(
                    RegularFile.text(root.resolve("cluster.json"), "a cluster's plan", PLAN_BYTES_MAX));
        } catch (IOException | IllegalArgumentException e) {
            throw new WorldException(
                    shown() + "/cluster.json cannot be read (" + e.getMessage()
                            + "); clear it with: raftbeat down --dir " + shown(),
                    e);
        }
    }

    /** A second {@code up} must not lose a running cluster; one whose processes are all gone is only rubbish. */
    void makeRoom() {
        if (!exists()) {
            refuseStrangeFolder();
            return;
        }
        // Not by its plan: a plan that cannot be read must not hide processes that run.
        boolean runs = processes().stream().anyMatch(NodeProcess::isAlive);
        if (runs) {
            throw new WorldException("a cluster runs in " + shown()
                    + " already; look at it with: raftbeat status, or end it with: raftbeat down");
        }
        delete();
    }

    /** A folder that holds something else is not ours to fill, and later to delete. */
    private void refuseStrangeFolder() {
        if (!Files.exists(root)) {
            return;
        }
        try (var inside = Files.list(root)) {
            if (inside.findAny().isPresent()) {
                throw new WorldException(shown() + " holds something that is no cluster; choose another --dir");
            }
        } catch (IOException e) {
            throw new WorldException(shown() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lays the folder out for a new cluster, open to nobody else. */
    void create(ClusterPlan plan) {
        try {
            Files.createDirectories(root.resolve("pids"));
            Files.createDirectories(root.resolve("nodes"));
            restrict(root, "rwx------");
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            Files.writeString(tokenFile(), "");
            restrict(tokenFile(), "rw-------");
            Files.writeString(tokenFile(), HexFormat.of().formatHex(secret));
            Files.writeString(worldFacts(), "");
            replace(root.resolve("cluster.json"), plan.toJson());
        } catch (IOException e) {
            throw new WorldException("the cluster's folder " + shown() + " cannot be made: " + e.getMessage(), e);
        }
    }

    String token() {
        try {
            return TokenFile.read(tokenFile());
        } catch (IOException e) {
            throw new WorldException("the token in " + shown() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The process that was started last for this node and is not known to have ended. */
    public Optional<NodeProcess> process(NodeId node) {
        try {
            return Optional.of(NodeProcess.parse(RegularFile.text(pidFile(node), "a process", PROCESS_BYTES_MAX)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All processes that are written down here, whatever the plan says. */
    List<NodeProcess> processes() {
        List<NodeProcess> all = new ArrayList<>();
        if (!Files.isDirectory(root.resolve("pids"))) {
            return all;
        }
        try (var files = Files.list(root.resolve("pids"))) {
            files.forEach(
                    file -> process(new NodeId(file.getFileName().toString())).ifPresent(all::add));
        } catch (IOException e) {
            throw new WorldException("the processes of " + shown() + " cannot be listed: " + e.getMessage(), e);
        }
        return all;
    }

    /** Runs {@code change} while no other process changes this cluster. */
    <T> T locked(Supplier<T> change) {
        threads.lock();
        try (FileChannel channel = RegularFile.lock(root.resolve("lock"));
                FileLock lock = threads.getHoldCount() > 1 ? null : channel.lock()) {
            return change.get();
        } catch (IOException e) {
            throw new WorldException("the cluster's folder " + shown() + " cannot be locked: " + e.getMessage(), e);
        } finally {
            threads.unlock();
        }
    }

    /** Writes a whole file in one step: who reads it sees the old or the new, never a part. */
    static void replace(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes all of it. Only for a cluster whose processes have ended. */
    void delete() {
        try {
            Folders.delete(root);
        } catch (IOException e) {
            throw new WorldException("the folder " + shown() + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The folder as a person would write it here. */
    String shown() {
        Path here = Path.of("").toAbsolutePath();
        return root.startsWith(here) && !root.equals(here)
                ? here.relativize(root).toString()
                : root.toString();
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
