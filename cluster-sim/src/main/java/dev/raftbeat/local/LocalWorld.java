package dev.raftbeat.local;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.local.folder.OwnerLock;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A cluster of processes on this machine under the eyes of somebody: its own, or one that was there already. */
public final class LocalWorld implements World {
    private final LocalCluster cluster;
    private final String title;
    /** Ends the cluster, where it ends with this world. */
    private final Runnable end;

    private final List<FactReader> observations = new ArrayList<>();
    private boolean closed;

    private LocalWorld(LocalCluster cluster, String title, Runnable end) {
        this.cluster = cluster;
        this.title = title;
        this.end = end;
    }

    /** Looks at a cluster that goes on when this world is closed. */
    public static LocalWorld watching(LocalCluster cluster) {
        return new LocalWorld(cluster, onLoopback(cluster), () -> {});
    }

    /**
     * Brings a cluster up as this world's own: it ends with this world, or with this process, however that ends. The
     * guardian stands before the first node does; were it killed together with this process, the nodes end by themselves.
     *
     * @param record whether each node appends all its facts to a file
     * @param variant the wrong rule that the nodes are to follow; empty for right ones
     * @throws WorldException when a cluster runs there already, or the machine does not give what is needed
     */
    public static LocalWorld owning(Path path, WorldSpec spec, boolean record, Optional<String> variant) {
        return owning(path, spec, record, variant, true);
    }

    /**
     * The same for a caller that closes it also when a signal ends this process, and before that tells what it found in
     * the cluster's files. If it does not come to that, the guardian ends the processes.
     */
    public static LocalWorld closedByCaller(Path path, WorldSpec spec, boolean record, Optional<String> variant) {
        return owning(path, spec, record, variant, false);
    }

    private static LocalWorld owning(
            Path path, WorldSpec spec, boolean record, Optional<String> variant, boolean closeAtTheEnd) {
        OrphanFolders.removeBeside(path);
        ClusterDirectory directory = new ClusterDirectory(path);
        String id = ClusterStart.newId();
        Guardian guardian = new Guardian(directory.root(), id);
        OwnerLock owner = new OwnerLock();
        try {
            LocalCluster cluster = new ClusterStart(directory, Optional.of(owner)).up(id, spec, record, variant);
            LocalWorld world = new LocalWorld(cluster, onLoopback(cluster), () -> {
                try {
                    cluster.down();
                } finally {
                    owner.close();
                    guardian.close();
                }
            });
            if (closeAtTheEnd) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> world.closeAtTheEnd(guardian), "end-of-cluster"));
            }
            return world;
        } catch (WorldException e) {
            owner.close();
            guardian.close();
            throw e;
        }
    }

    /**
     * A cluster whose nodes have a runner of their own, as this world's own.
     *
     * @param end ends the cluster when this world is closed
     */
    public static LocalWorld running(LocalCluster cluster, String title, Runnable end) {
        return new LocalWorld(cluster, title, end);
    }

    private static String onLoopback(LocalCluster cluster) {
        return cluster.plan().members().size() + " processes on loopback";
    }

    public LocalCluster cluster() {
        return cluster;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<NodeId> members() {
        return cluster.plan().members();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, false, false);
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public synchronized void observe(FactSink sink) {
        FactReader observation = new FactReader(cluster.facts(), sink);
        observations.add(observation);
        observation.begin();
    }

    @Override
    public synchronized long toldNanos() {
        return observations.stream().mapToLong(FactReader::toldNanos).min().orElse(nowNanos());
    }

    @Override
    public synchronized boolean isOver() {
        return !observations.isEmpty() && observations.stream().allMatch(FactReader::isOver);
    }

    @Override
    public Outcome apply(Fault fault) {
        return cluster.apply(fault);
    }

    @Override
    public OptionalLong knownSeed() {
        return OptionalLong.of(cluster.plan().seed());
    }

    /** Ends the looking, and the cluster where it is this world's own. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        observations.forEach(FactReader::end);
        end.run();
    }

    /** While the process ends, nobody is left to tell of trouble; what this leaves, the guardian takes. */
    private void closeAtTheEnd(Guardian guardian) {
        try {
            close();
        } catch (WorldException e) {
            guardian.close();
        }
    }
}
