package dev.raftbeat.local;

import dev.raftbeat.fault.ClusterPicture;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultDesk;
import dev.raftbeat.fault.FaultInjector;
import dev.raftbeat.fault.FaultLanguage;
import dev.raftbeat.fault.FaultState;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.Outcome;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of processes on this machine, as its directory knows it. Holds nothing in memory that another command could
 * change: each call reads what it needs under the cluster's lock.
 */
public final class LocalCluster {
    private static final long LOOK_MILLIS = 20;
    private static final int LOOKS = 3;

    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;
    private final NodeInjector own;
    private final FaultInjector injector;

    private LocalCluster(ClusterDirectory directory, ClusterPlan plan, NodeRunner runner) {
        this.directory = directory;
        this.plan = plan;
        log = new WorldLog(directory.worldFacts());
        this.runner = runner;
        own = new NodeInjector(directory, plan, log, runner);
        injector = runner.extend(own);
    }

    /**
     * Brings a cluster up and answers when its processes have been started; they may not listen yet.
     *
     * @param record whether each node appends all its facts to a file in the directory
     * @param variant the wrong rule that the nodes are to follow; empty for right ones
     * @throws WorldException when a cluster runs there already, or the machine does not give what is needed
     */
    public static LocalCluster up(Path path, WorldSpec spec, boolean record, Optional<String> variant) {
        ClusterDirectory directory = new ClusterDirectory(path);
        directory.makeRoom();
        List<NodeId> members = spec.members();
        SplittableRandom random =
                new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid());
        List<HostPort> ports = FreePorts.find(2 * members.size() + 1, random);
        Map<NodeId, HostPort> peers = new TreeMap<>();
        Map<NodeId, HostPort> controls = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
            peers.put(members.get(i), ports.get(2 * i));
            controls.put(members.get(i), ports.get(2 * i + 1));
        }
        // Short, because every frame bears it.
        String id = String.format("%08x", random.nextInt());
        Optional<StoreLink> store = spec.store().map(guard -> new StoreLink(ports.get(2 * members.size()), guard));
        ClusterPlan plan = new ClusterPlan(id, peers, controls, spec.settings(), spec.seed(), record, variant, store);
        return up(directory, plan, new ProcessRunner(directory));
    }

    /**
     * Brings a planned cluster up in an empty folder, its nodes run by {@code runner}.
     *
     * @throws WorldException when its nodes cannot be started
     */
    public static LocalCluster up(ClusterDirectory directory, ClusterPlan plan, NodeRunner runner) {
        directory.create(plan);
        LocalCluster cluster = new LocalCluster(directory, plan, runner);
        FaultState fresh = FaultState.fresh(plan.settings());
        directory.locked(() -> {
            cluster.write(fresh);
            plan.store().ifPresent(store -> StoreLauncher.start(directory, store));
            NodeLauncher launcher = new NodeLauncher(directory, plan, cluster.log, runner);
            plan.members().forEach(node -> launcher.start(node, fresh.setupFor(node)));
            return fresh;
        });
        if (plan.store().isPresent()) {
            cluster.awaitStore();
        }
        return cluster;
    }

    /** A cluster whose store does not open is ended: it would only seem to write. */
    private void awaitStore() {
        try {
            StoreLauncher.awaitOpen(directory);
        } catch (WorldException e) {
            down(directory.root());
            throw e;
        }
    }

    /** @throws WorldException when no cluster is there */
    public static LocalCluster at(Path path) {
        ClusterDirectory directory = new ClusterDirectory(path);
        return new LocalCluster(directory, directory.plan(), new ProcessRunner(directory));
    }

    public ClusterDirectory directory() {
        return directory;
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** What each node says of itself, or what is known of one that does not answer; asked all at once. */
    public List<NodeStatus> status() {
        FaultState state = directory.locked(this::read);
        // One thread a node: a frozen node takes its whole time-out, and must not take it from the others.
        ExecutorService threads = Executors.newFixedThreadPool(plan.members().size());
        try {
            List<Future<NodeStatus>> answers = new ArrayList<>();
            plan.members().forEach(node -> answers.add(threads.submit(() -> status(node, state))));
            List<NodeStatus> all = new ArrayList<>();
            for (Future<NodeStatus> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException("interrupted while the nodes were asked", e);
        } catch (ExecutionException e) {
            throw new WorldException(
                    "the nodes cannot be asked: " + e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asked again while a node that runs does not answer: on a busy machine that is no news of it. */
    private List<NodeStatus> settledStatus() {
        List<NodeStatus> statuses = status();
        for (int again = 1; again < LOOKS && statuses.stream().anyMatch(LocalCluster::isSilent); again++) {
            statuses = status();
        }
        return statuses;
    }

    private static boolean isSilent(NodeStatus status) {
        return status.state().equals("silent");
    }

    private NodeStatus status(NodeId node, FaultState state) {
        String endpoint = plan.controls().get(node).toString();
        if (!runner.isAlive(node)) {
            return NodeStatus.unreachable(node.name(), "dead", endpoint);
        }
        if (state.paused().contains(node) || runner.isFrozen(node)) {
            return NodeStatus.unreachable(node.name(), "paused", endpoint);
        }
        try {
            return client(node).status();
        } catch (IOException e) {
            return NodeStatus.unreachable(node.name(), "silent", endpoint);
        }
    }

    ControlClient client(NodeId node) {
        return new ControlClient(plan.controls().get(node), directory.token());
    }

    /** Applies lines of the fault language, separated by semicolons. */
    public World.Outcome apply(String lines) {
        try {
            List<Fault> faults = FaultLanguage.parseAll(lines);
            boolean all = true;
            List<String> sentences = new ArrayList<>();
            for (Fault fault : faults) {
                World.Outcome outcome = directory.locked(() -> applyWhole(fault));
                all &= outcome.done();
                sentences.add(outcome.sentence());
            }
            return new World.Outcome(all, String.join("; ", sentences));
        } catch (FaultSyntaxException e) {
            return new World.Outcome(false, e.getMessage());
        }
    }

    /** A node may die of what is being healed, a disk that fails, while it is healed: then once more, for that node. */
    private World.Outcome applyWhole(Fault fault) {
        World.Outcome outcome = apply(fault);
        if (fault.word() == FaultWord.HEAL && noteDeaths()) {
            World.Outcome again = apply(fault);
            return new World.Outcome(again.done(), outcome.sentence() + "; " + again.sentence());
        }
        return outcome;
    }

    private World.Outcome apply(Fault fault) {
        FaultState state = read();
        noteDeaths();
        ClusterPicture picture = new LeaderSearch(directory, plan).picture(settledStatus());
        FaultDesk desk = new FaultDesk(injector, log::tell);
        SplittableRandom random = new SplittableRandom(plan.seed() ^ (state.nextNumber() * 0x9E3779B97F4A7C15L));
        Outcome expired = desk.expire(picture, state, System.nanoTime());
        Outcome outcome = desk.carryOut(fault, picture, expired.state(), System.nanoTime(), random);
        write(outcome.state());
        String troubles = outcome.troubles().isEmpty() ? "" : " (but " + String.join("; ", outcome.troubles()) + ")";
        return new World.Outcome(outcome.accepted(), outcome.sentence() + troubles);
    }

    /** Ends the faults whose time has run out, and writes down which processes have gone. Cheap when nothing has. */
    void tick() {
        directory.locked(() -> {
            noteDeaths();
            FaultState state = read();
            if (state.nextExpiryNanos().isPresent() && state.nextExpiryNanos().getAsLong() <= System.nanoTime()) {
                FaultDesk desk = new FaultDesk(injector, log::tell);
                ClusterPicture picture = ClusterPicture.of(plan.members());
                write(desk.expire(picture, state, System.nanoTime()).state());
            }
            return null;
        });
    }

    private boolean noteDeaths() {
        boolean any = false;
        for (NodeId node : plan.members()) {
            if (directory.process(node).isPresent() && !runner.isAlive(node)) {
                own.ended(node, "gone");
                any = true;
            }
        }
        return any;
    }

    /** The node that a quorum follows, looked for until there is one or patience ends. */
    public Optional<Leader> awaitLeader(long patienceNanos) throws InterruptedException {
        LeaderSearch search = new LeaderSearch(directory, plan);
        long end = System.nanoTime() + patienceNanos;
        while (true) {
            List<NodeStatus> statuses = status();
            Optional<NodeId> leader = search.leader(statuses);
            if (leader.isPresent()) {
                long term = statuses.stream()
                        .filter(status -> status.node().equals(leader.get().name()))
                        .mapToLong(status -> status.term().orElse(0))
                        .findFirst()
                        .orElse(0);
                return Optional.of(new Leader(leader.get(), term));
            }
            if (System.nanoTime() > end) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** How many nodes, itself among them, say that they follow this one. */
    public long followers(NodeId leader) {
        return status().stream()
                .filter(status -> status.leader().equals(Optional.of(leader.name())))
                .count();
    }

    /** What all nodes have sent since they started, by their own count. */
    public Traffic traffic() {
        long messages = 0;
        long bytes = 0;
        for (NodeId node : plan.members()) {
            try {
                for (String line : client(node).get("/metrics").lines().toList()) {
                    long value = line.startsWith("#")
                            ? 0
                            : (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                    messages += line.startsWith("raftbeat_network_messages_sent_total") ? value : 0;
                    bytes += line.startsWith("raftbeat_network_peer_sent_bytes_total") ? value : 0;
                }
            } catch (IOException e) {
                throw new WorldException(node + " does not tell its numbers: " + e.getMessage(), e);
            }
        }
        return new Traffic(messages, bytes);
    }

    /**
     * @param messages of the protocol
     * @param bytes of frames, the transport's own too, without TCP's and IP's headers
     */
    public record Traffic(long messages, long bytes) {}

    /** A node that a quorum follows. */
    public record Leader(NodeId node, long term) {}

    /**
     * Ends every process of the cluster in this folder and removes the folder, even one whose plan cannot be read.
     *
     * @throws WorldException when no cluster is there
     */
    public static void down(Path path) {
        ClusterDirectory directory = new ClusterDirectory(path);
        if (!directory.exists()) {
            throw new WorldException("no cluster runs in " + directory.shown());
        }
        directory.locked(() -> {
            directory.processes().forEach(NodeProcess::kill);
            return null;
        });
        directory.delete();
    }

    /** Where its facts are read: in the nodes' own files where it records, or else from their control endpoints. */
    FactSources facts(boolean recorded) {
        return new FolderSources(this, directory, log, runner, recorded);
    }

    private FaultState read() {
        try {
            return FaultState.fromLines(directory.state());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorldException(
                    "the cluster's state in " + directory.shown() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void write(FaultState state) {
        try {
            ClusterDirectory.replace(directory.stateFile(), String.join("\n", state.toLines()) + "\n");
        } catch (IOException e) {
            throw new WorldException(
                    "the cluster's state in " + directory.shown() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
