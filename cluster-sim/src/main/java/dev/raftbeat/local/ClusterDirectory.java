package dev.raftbeat.local;

import dev.raftbeat.files.FileStat;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.User;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.journal.Journal;
import dev.raftbeat.local.folder.FolderLock;
import dev.raftbeat.local.folder.FolderOwnership;
import dev.raftbeat.local.folder.FolderPath;
import dev.raftbeat.node.SecretFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder of a running cluster: the one place through which separate commands ({@code up}, {@code fault},
 * {@code watch}, {@code down}) know of it and act on it in turn.
 *
 * <pre>
 * cluster.json     what it is                      lock          held while something is changed; marks the folder as ours
 * token            for the control endpoints       state         the active faults and all that they need
 * key              by which its nodes know each other
 * world.ndjson     the facts that the world tells  pids/n1       the process of n1
 * nodes/n1.facts.ndjson     all facts of n1, where the cluster records
 * nodes/n1.facts.ndjson.7   otherwise its last facts, in a few files
 * nodes/n1/        its ballot                      nodes/n1.log  what it said on standard error
 * leaders          the last leaders found          owner         locked by the owner, where the cluster has one
 * store            what the store holds            pids/store, nodes/store.log, nodes/store.facts.ndjson
 * </pre>
 */
public final class ClusterDirectory {
    /** Nine nodes with an address or two each. */
    private static final int PLAN_BYTES_MAX = 64 * 1024;

    /** Faults without number may be active on the links of nine nodes, at some hundred bytes each. */
    private static final int STATE_BYTES_MAX = 16 << 20;

    /** Two numbers and a cluster's id. */
    private static final int PROCESS_BYTES_MAX = 128;

    /** Whoever may have a process in a cluster. */
    private static final List<NodeId> NAMES = Stream.of("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "store")
            .map(NodeId::new)
            .toList();

    private final Path root;
    private final User user;
    private final FolderLock lock;
    private final FolderOwnership ownership;

    public ClusterDirectory(Path directory) {
        this(directory, User.self());
    }

    /** @param user as whom to act: folders of others are refused */
    ClusterDirectory(Path directory, User user) {
        root = FolderPath.of(directory);
        this.user = user;
        lock = new FolderLock(root, user, shown());
        ownership = new FolderOwnership(
                root, shown(), user, lock, () -> planIfWhole().isPresent());
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
        return root.resolve("nodes").resolve(node + ".json");
    }

    /** What the node said on standard error. */
    public Path logFile(NodeId node) {
        return root.resolve("nodes").resolve(node + ".log");
    }

    /** Every fact of the node, where the cluster records. */
    public Path factsFile(NodeId node) {
        return root.resolve("nodes").resolve(node + ".facts.ndjson");
    }

    /** Where the node tells its facts. @param whole whether the cluster records; otherwise the last of them are kept */
    Journal journal(NodeId node, boolean whole) {
        return new Journal(factsFile(node), whole);
    }

    /** Where the facts of a cluster that records were written down: by its nodes, the store and the world; else none. */
    public List<Path> recorded() {
        boolean records =
                NAMES.stream().filter(node -> !node.equals(NodeId.STORE)).anyMatch(this::isRecorded);
        return !records
                ? List.of()
                : Stream.concat(
                                NAMES.stream().filter(this::isRecorded).map(this::factsFile),
                                Stream.of(worldFacts()).filter(this::isFile))
                        .toList();
    }

    private boolean isRecorded(NodeId node) {
        try {
            return FileStat.is(root.resolve("nodes"), FileStat.Kind.FOLDER, user)
                    && isFile(factsFile(node))
                    && Files.size(factsFile(node)) > 0;
        } catch (IOException gone) {
            return false;
        }
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

    /** By which the nodes know each other. */
    Path keyFile() {
        return root.resolve("key");
    }

    Path stateFile() {
        return root.resolve("state");
    }

    Path leadersFile() {
        return root.resolve("leaders");
    }

    /** What the owner of the cluster locks. */
    Path ownerFile() {
        return root.resolve("owner");
    }

    /** The same, where the cluster has an owner with whom its nodes are to end. */
    Optional<Path> owner() {
        return Optional.of(ownerFile()).filter(this::isFile);
    }

    private Path planFile() {
        return root.resolve("cluster.json");
    }

    private boolean isFile(Path file) {
        return FileStat.is(file, FileStat.Kind.FILE, user);
    }

    String state() throws IOException {
        return RegularFile.text(stateFile(), "the state of a cluster", STATE_BYTES_MAX, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether Raftbeat made this folder, by its mark, and it is no link and nobody else's. */
    boolean isMarked() {
        return FileStat.is(root, FileStat.Kind.FOLDER, user) && ownership.isMarked();
    }

    /** Whether a cluster was brought up here and not taken down. */
    public boolean exists() {
        return isFile(planFile());
    }

    /** @throws WorldException when there is no cluster here, or its plan cannot be read */
    public ClusterPlan plan() {
        ownership.refuseStranger();
        if (exists() || ownership.isMarked()) {
            ownership.refuseImpostors();
        }
        if (!exists()) {
            throw new WorldException(
                    "no cluster runs in " + shown() + "; bring one up with: raftbeat up --dir " + shown());
        }
        try {
            return readPlan();
        } catch (IOException | IllegalArgumentException e) {
            String what = shown() + "/cluster.json cannot be read (" + e.getMessage() + ")";
            throw new WorldException(
                    ownership.isMarked() ? what + "; clear it with: raftbeat down --dir " + shown() : what, e);
        }
    }

    private ClusterPlan readPlan() throws IOException {
        return ClusterPlan.fromJson(
                RegularFile.text(planFile(), "a cluster's plan", PLAN_BYTES_MAX, LinkOption.NOFOLLOW_LINKS));
    }

    private Optional<ClusterPlan> planIfWhole() {
        try {
            return isFile(planFile()) ? Optional.of(readPlan()) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs {@code change} while nobody else changes this cluster.
     *
     * @throws WorldException when the folder is not a cluster's
     * @throws IllegalStateException within another change of the same cluster: a lock is held once
     */
    <T> T locked(Supplier<T> change) {
        return lock.hold(ownership::isReady, change);
    }

    /** The same for a cluster that is about to be brought up: makes the folder where there is none. */
    <T> T lockedAnew(Supplier<T> change) {
        return lock.hold(ownership::isReadyOrMade, change);
    }

    /** @throws WorldException when something else stands in the place of a file of this cluster's */
    void refuseImpostors() {
        ownership.refuseImpostors();
    }

    /**
     * Clears away what an earlier cluster left. A second {@code up} must not lose a running cluster; one whose processes
     * are all gone is only rubbish. Call it with the lock held.
     */
    void makeRoom() {
        // Not by its plan: a plan that cannot be read must not hide processes that run.
        if (!running().isEmpty()) {
            throw new WorldException("a cluster runs in " + shown()
                    + " already; look at it with: raftbeat status, or end it with: raftbeat down");
        }
        ownership.clear();
    }

    /** Lays the folder out for a new cluster, open to nobody else. Call it with the lock held. */
    void create(ClusterPlan plan) {
        try {
            if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            Files.createDirectory(root.resolve("pids"));
            Files.createDirectory(root.resolve("nodes"));
            SecretFile.make(tokenFile());
            SecretFile.make(keyFile());
            Files.createFile(worldFacts());
            replace(planFile(), plan.toJson());
        } catch (IOException e) {
            throw new WorldException("the cluster's folder " + shown() + " cannot be made: " + e.getMessage(), e);
        }
    }

    String token() {
        try {
            return SecretFile.token(tokenFile(), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new WorldException("the token in " + shown() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The process that was started last for this node and is not known to have ended. */
    public Optional<NodeProcess> process(NodeId node) {
        if (!FileStat.is(root.resolve("pids"), FileStat.Kind.FOLDER, user) || !isFile(pidFile(node))) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeProcess.parse(
                            RegularFile.text(pidFile(node), "a process", PROCESS_BYTES_MAX, LinkOption.NOFOLLOW_LINKS)))
                    .filter(this::isOfHere);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the cluster of this id is the one here. */
    boolean isOf(String cluster) {
        return planIfWhole()
                .map(plan -> plan.id().equals(cluster))
                .orElseGet(() -> written().anyMatch(process -> process.cluster().equals(Optional.of(cluster))));
    }

    private Stream<NodeProcess> written() {
        return NAMES.stream().flatMap(node -> process(node).stream());
    }

    /** A copy of a folder names the same processes; they are the first one's, as long as it is there. */
    private boolean isOfHere(NodeProcess process) {
        return process.folder()
                .filter(folder -> !folder.equals(root))
                .filter(folder -> new ClusterDirectory(folder, user)
                        .planIfWhole()
                        .map(ClusterPlan::id)
                        .equals(process.cluster()))
                .isEmpty();
    }

    /** Every process of a cluster of this folder that runs: those written down here, and those that only bear its mark. */
    List<NodeProcess> running() {
        Set<String> clusters = new TreeSet<>();
        written().forEach(process -> process.cluster().ifPresent(clusters::add));
        planIfWhole().ifPresent(plan -> clusters.add(plan.id()));
        Set<NodeProcess> all = new LinkedHashSet<>();
        written().filter(NodeProcess::isAlive).forEach(all::add);
        clusters.forEach(cluster -> all.addAll(NodeProcess.ofCluster(cluster)));
        all.removeIf(process -> !isOfHere(process));
        return List.copyOf(all);
    }

    /**
     * Removes what Raftbeat made here, and the folder where nothing else is in it. Only for a cluster whose processes have
     * ended, and with the lock held.
     *
     * @return what was left, because Raftbeat did not make it
     */
    List<String> delete() {
        return ownership.delete();
    }

    /** Writes a whole file in one step: who reads it sees the old or the new, never a part. Call it with the lock held. */
    static void replace(Path file, String content) throws IOException {
        WholeFile.write(file, content, "a file of a cluster", LinkOption.NOFOLLOW_LINKS);
    }

    /** The folder as a person would write it here. */
    String shown() {
        Path here = Path.of("").toAbsolutePath();
        return root.startsWith(here) && !root.equals(here)
                ? here.relativize(root).toString()
                : root.toString();
    }
}
