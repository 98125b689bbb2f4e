package dev.raftbeat.harness;

import dev.raftbeat.files.KnownFiles;
import dev.raftbeat.files.User;
import dev.raftbeat.local.ClusterDirectory;
import dev.raftbeat.local.ClusterPlan;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Clusters on the hosts of an engine. Hosts outlive the clusters: when a cluster ends its nodes are killed and its files
 * removed, and the next cluster gets the same hosts, with nodes that have never run. That costs a second where new hosts
 * cost ten.
 */
public final class ContainerCluster implements AutoCloseable {
    /** A node that has not answered by then will be missed by whoever waits for its facts. */
    private static final long ANSWER_NANOS = 20_000_000_000L;

    private static final long LOOK_NANOS = 50_000_000;
    private static final String CLUSTER = "cluster";
    /** What hosts keep beside the cluster. */
    private static final Pattern CLOCKS = Pattern.compile("clock-n[1-9](\\.new\\.[0-9a-f]{16})?");

    private static ContainerCluster shared;
    private static final AtomicInteger FLEETS = new AtomicInteger();

    private final Supplier<HostEngine> engines;
    private final List<Fleet> idle = new ArrayList<>();
    private final List<Fleet> all = new ArrayList<>();

    /** @param engines makes one engine for each set of hosts */
    public ContainerCluster(Supplier<HostEngine> engines) {
        this.engines = engines;
    }

    /** The one of this process, on the engine that suits this machine; it ends with the process. */
    public static synchronized ContainerCluster shared() {
        if (shared == null) {
            shared = new ContainerCluster(EngineChoice::choose);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::closeAtTheEnd, "end-of-hosts"));
        }
        return shared;
    }

    /** Hosts that are used together. */
    private record Fleet(HostEngine engine, List<Host> hosts, Path folder, boolean zoo) {}

    /**
     * Brings a cluster up and answers when its nodes have been started; they may not listen yet.
     *
     * @param variant the wrong rule that its nodes are to follow, out of the zoo; empty for right ones
     * @throws WorldException when there is no engine, or it does not give what is needed
     */
    public LocalWorld launch(WorldSpec spec, Optional<String> variant) {
        Fleet fleet = take(spec.members(), variant.isPresent());
        try {
            List<Host> hosts = fleet.hosts.subList(0, spec.nodes());
            HostRunner runner = new HostRunner(hosts);
            Path path = fleet.folder.resolve(CLUSTER);
            LocalCluster cluster = LocalCluster.up(new ClusterDirectory(path), plan(spec, hosts, variant), runner);
            awaitAnswers(cluster);
            String title = spec.nodes() + " " + fleet.engine.title();
            return LocalWorld.running(cluster, title, () -> end(fleet, runner, path));
        } catch (WorldException e) {
            discard(fleet);
            throw e;
        }
    }

    /**
     * Lets every node answer once before anything is made of it. The first answer has Java load half of what a node is
     * made of; with all nodes at once and nobody asked before, that would fall into the moment of the first fault.
     */
    private static void awaitAnswers(LocalCluster cluster) {
        long end = System.nanoTime() + ANSWER_NANOS;
        while (cluster.status().stream().anyMatch(status -> !status.state().equals("up"))) {
            if (System.nanoTime() > end) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static ClusterPlan plan(WorldSpec spec, List<Host> hosts, Optional<String> variant) {
        if (spec.store().isPresent()) {
            throw new WorldException("no store stands beside nodes in containers; play this with --on sim");
        }
        Map<NodeId, HostPort> peers = new TreeMap<>();
        Map<NodeId, HostPort> controls = new TreeMap<>();
        for (Host host : hosts) {
            peers.put(host.node(), host.listener());
            controls.put(host.node(), host.control());
        }
        String id = String.format("%08x", new SplittableRandom(System.nanoTime()).nextInt());
        return new ClusterPlan(id, peers, controls, spec.settings(), spec.seed(), true, variant);
    }

    private synchronized Fleet take(List<NodeId> members, boolean zoo) {
        for (Iterator<Fleet> each = idle.iterator(); each.hasNext(); ) {
            Fleet fleet = each.next();
            if (fleet.hosts.size() >= members.size() && fleet.zoo == zoo) {
                each.remove();
                return fleet;
            }
        }
        HostEngine engine = engines.get();
        Path folder = newFolder();
        try {
            NodeBuild build = zoo ? NodeBuild.withZoo() : NodeBuild.right();
            Fleet fleet = new Fleet(engine, engine.hosts(members, folder, build), folder, zoo);
            all.add(fleet);
            return fleet;
        } catch (EngineException e) {
            remove(folder);
            throw new WorldException(e.getMessage(), e);
        }
    }

    /** One that was not there before: what is in it later is the hosts'. */
    private static Path newFolder() {
        Path above = Path.of(".raftbeat").toAbsolutePath();
        while (true) {
            Path folder = above.resolve("hosts-" + ProcessHandle.current().pid() + "-" + FLEETS.incrementAndGet());
            try {
                Files.createDirectories(above);
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(above)) {
                    throw new WorldException(above + " is not a folder", e);
                }
            } catch (IOException e) {
                throw new WorldException("the folder " + folder + " cannot be made: " + e.getMessage(), e);
            }
        }
    }

    private void end(Fleet fleet, HostRunner runner, Path path) {
        try {
            runner.clear();
            LocalCluster.down(path);
            synchronized (this) {
                idle.add(fleet);
            }
        } catch (EngineException | WorldException e) {
            // Whatever is wrong with these hosts, the next cluster shall not inherit it.
            discard(fleet);
        }
    }

    private synchronized void discard(Fleet fleet) {
        idle.remove(fleet);
        all.remove(fleet);
        fleet.engine.close();
        remove(fleet.folder);
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Path cluster = folder.resolve(CLUSTER);
            if (Files.exists(cluster)) {
                LocalCluster.down(cluster);
            }
            if (new KnownFiles(folder, User.self(), CLOCKS).delete().isEmpty()) {
                Files.deleteIfExists(folder);
            }
        } catch (NoSuchFileException e) {
            // Somebody has removed it meanwhile: the end of the hosts and that of the cluster may meet.
            return;
        } catch (IOException e) {
            throw new WorldException("the folder " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Removes all hosts and folders, those of clusters that still run too. */
    @Override
    public synchronized void close() {
        List.copyOf(all).forEach(this::discard);
    }

    private synchronized void closeAtTheEnd() {
        for (Fleet fleet : all) {
            fleet.engine.closeAtTheEnd();
            remove(fleet.folder);
        }
    }
}
