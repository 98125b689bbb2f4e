package dev.raftbeat.local;

import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.local.folder.OwnerLock;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings a cluster up in a folder, and ends one. From the look at the folder to the last process that is started, the
 * folder's lock is held: of two who come at once, the second finds the first one's cluster.
 */
final class ClusterStart {
    private static final long START_NANOS = 10_000_000_000L;
    private static final long LOOK_NANOS = 20_000_000L;

    private final ClusterDirectory directory;
    private final Optional<OwnerLock> owner;

    /** @param owner taken for the cluster; empty for one that goes on until somebody takes it down */
    ClusterStart(ClusterDirectory directory, Optional<OwnerLock> owner) {
        this.directory = directory;
        this.owner = owner;
    }

    /** A cluster's id. Short, because every frame bears it. */
    static String newId() {
        return String.format("%08x", random().nextInt());
    }

    private static SplittableRandom random() {
        return new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid());
    }

    /**
     * Answers when the nodes listen, or when they had ten seconds to come to that.
     *
     * @throws WorldException when a cluster runs there already, the machine does not give what is needed, or a node ended
     *     when it started
     */
    LocalCluster up(String id, WorldSpec spec, boolean record, Optional<String> variant) {
        LocalCluster cluster = up(() -> plan(id, spec, record, variant), new ProcessRunner(directory, id));
        awaitNodes(cluster);
        return cluster;
    }

    /** The same with a plan that was made elsewhere. */
    LocalCluster up(ClusterPlan plan, NodeRunner runner) {
        return up(() -> plan, runner);
    }

    private static ClusterPlan plan(String id, WorldSpec spec, boolean record, Optional<String> variant) {
        List<NodeId> members = spec.members();
        List<HostPort> ports = FreePorts.find(2 * members.size() + 1, random());
        Map<NodeId, HostPort> peers = new TreeMap<>();
        Map<NodeId, HostPort> controls = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
            peers.put(members.get(i), ports.get(2 * i));
            controls.put(members.get(i), ports.get(2 * i + 1));
        }
        Optional<StoreLink> store = spec.store().map(guard -> new StoreLink(ports.get(2 * members.size()), guard));
        return new ClusterPlan(id, peers, controls, spec.settings(), spec.seed(), record, variant, store);
    }

    private LocalCluster up(Supplier<ClusterPlan> plan, NodeRunner runner) {
        LocalCluster cluster = directory.lockedAnew(() -> {
            directory.makeRoom();
            try {
                return start(plan.get(), runner);
            } catch (WorldException e) {
                end(directory);
                throw e;
            }
        });
        if (cluster.plan().store().isPresent()) {
            awaitStore(cluster);
        }
        return cluster;
    }

    private LocalCluster start(ClusterPlan plan, NodeRunner runner) {
        directory.create(plan);
        owner.ifPresent(lock -> lock.take(directory.ownerFile()));
        LocalCluster cluster = new LocalCluster(directory, plan, runner);
        FaultState fresh = FaultState.fresh(plan.settings());
        cluster.write(fresh);
        plan.store().ifPresent(store -> StoreLauncher.start(directory, plan.id(), store));
        NodeLauncher launcher = new NodeLauncher(directory, plan, new WorldLog(directory.worldFacts()), runner);
        plan.members().forEach(node -> launcher.start(node, fresh.setupFor(node)));
        return cluster;
    }

    /** A cluster whose store does not open is ended: it would only seem to write. */
    private void awaitStore(LocalCluster cluster) {
        try {
            StoreLauncher.awaitOpen(directory);
        } catch (WorldException e) {
            cluster.down();
            throw e;
        }
    }

    /** A cluster of which a node ends when it starts is ended: what the node said is what is to be mended. */
    private static void awaitNodes(LocalCluster cluster) {
        Set<NodeId> waiting = new TreeSet<>(cluster.plan().members());
        long end = System.nanoTime() + START_NANOS;
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            for (NodeId node : cluster.plan().members()) {
                Optional<String> trouble = waiting.contains(node) ? cluster.startTrouble(node) : Optional.empty();
                if (trouble.isPresent()) {
                    cluster.down();
                    throw new WorldException(trouble.get());
                }
            }
            waiting.removeIf(cluster::listens);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Kills every process of the cluster and removes what Raftbeat made in its folder. Call it with the lock held.
     *
     * @return what was left in the folder
     */
    static List<String> end(ClusterDirectory directory) {
        return end(directory, recorded -> {});
    }

    /**
     * The same as planned: all processes are told to end at the same time, and those that still run when a planned stop must
     * be over are killed. So are stopped ones, at once.
     *
     * @param keep as in {@link #end(ClusterDirectory, Consumer)}
     */
    static List<String> stop(ClusterDirectory directory, Consumer<List<Path>> keep) {
        List<NodeProcess> running = directory.running();
        running.forEach(NodeProcess::terminate);
        long end = System.nanoTime() + Command.Stop.NANOS_MAX;
        running.stream()
                .filter(process -> !process.isStopped())
                .forEach(process -> process.isGoneWithin(end - System.nanoTime()));
        return end(directory, keep);
    }

    /** @param keep is given the files of {@link ClusterDirectory#recorded}, if any; the folder stays when it throws */
    static List<String> end(ClusterDirectory directory, Consumer<List<Path>> keep) {
        directory.running().forEach(NodeProcess::kill);
        List<Path> recorded = directory.recorded();
        if (!recorded.isEmpty()) {
            keep.accept(recorded);
        }
        return directory.delete();
    }
}
