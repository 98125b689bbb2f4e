package dev.raftbeat.local;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.history.ClaimTable;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cluster of processes on this machine, as its directory knows it. Holds nothing in memory that another command could
 * change: each call reads what it needs under the cluster's lock.
 */
public final class LocalCluster {
    private static final long LOOK_MILLIS = 20;
    /** How long the nodes may take to say who leads. */
    private static final long ANSWER_NANOS = 1_000_000_000L;

    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;
    private final ClusterFaults faults;

    LocalCluster(ClusterDirectory directory, ClusterPlan plan, NodeRunner runner) {
        this(directory, plan, runner, Patience.USUAL);
    }

    private LocalCluster(ClusterDirectory directory, ClusterPlan plan, NodeRunner runner, Patience patience) {
        this.directory = directory;
        this.plan = plan;
        log = new WorldLog(directory.worldFacts());
        this.runner = runner;
        faults = new ClusterFaults(directory, plan, log, runner, patience);
    }

    /**
     * Brings a cluster up that nobody owns, and answers when its processes have been started; they may not listen yet.
     *
     * @param record whether each node appends all its facts to a file in the directory
     * @param variant the wrong rule that the nodes are to follow; empty for right ones
     * @throws WorldException when a cluster runs there already, or the machine does not give what is needed
     */
    public static LocalCluster up(Path path, WorldSpec spec, boolean record, Optional<String> variant) {
        return new ClusterStart(new ClusterDirectory(path), Optional.empty())
                .up(ClusterStart.newId(), spec, record, variant);
    }

    /**
     * Brings a planned cluster up, its nodes run by {@code runner}.
     *
     * @throws WorldException when its nodes cannot be started
     */
    public static LocalCluster up(ClusterDirectory directory, ClusterPlan plan, NodeRunner runner) {
        return new ClusterStart(directory, Optional.empty()).up(plan, runner);
    }

    /** @throws WorldException when no cluster is there */
    public static LocalCluster at(Path path) {
        return at(path, Patience.USUAL);
    }

    /** The same for somebody who has less patience, or more. */
    public static LocalCluster at(Path path, Patience patience) {
        ClusterDirectory directory = new ClusterDirectory(path);
        ClusterPlan plan = directory.plan();
        return new LocalCluster(directory, plan, new ProcessRunner(directory, plan.id()), patience);
    }

    public ClusterDirectory directory() {
        return directory;
    }

    public ClusterPlan plan() {
        return plan;
    }

    /** What each node says of itself, or what is known of one that does not answer; asked all at once. */
    public List<NodeStatus> status() {
        return status(locked(faults::read));
    }

    /** The same, for whoever has read the state and may hold the lock. */
    List<NodeStatus> status(FaultState state) {
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

    /** What was done to it and not undone. */
    public FaultState faults() {
        return locked(faults::read);
    }

    /** Whether this cluster was taken down since, or another one runs in its place. */
    public boolean isGone() {
        return !directory.isOf(plan.id());
    }

    /** A sentence for whatever nodes have not done as they were asked, and for each two times that do not fit. */
    public List<String> notes() {
        FaultState state = locked(faults::read);
        List<String> notes = new ArrayList<>(state.unobeyed());
        state.timing(plan.members()).misfits().forEach(misfit -> notes.add(misfit.text()));
        return notes;
    }

    NodeStatus status(NodeId node, FaultState state) {
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

    /** Why a node that was just started is no more; empty while it runs. */
    Optional<String> startTrouble(NodeId node) {
        return runner.isAlive(node)
                ? Optional.empty()
                : Optional.of(node + " ended when it started: "
                        + StandardErrorLog.lastWords(directory.logFile(node)).orElse("it said nothing"));
    }

    /** Whether it answers. */
    boolean listens(NodeId node) {
        try {
            client(node).get("/livez");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The folder's lock, for as long as the cluster in it is this one. */
    <T> T locked(Supplier<T> change) {
        return directory.locked(() -> {
            directory.refuseImpostors();
            if (!directory.isOf(plan.id())) {
                throw new WorldException("the cluster in " + directory.shown() + " is another one by now");
            }
            return change.get();
        });
    }

    ControlClient client(NodeId node) {
        return new ControlClient(plan.controls().get(node), directory.token());
    }

    /** Applies a fault, with the cluster's lock held. */
    public World.Outcome apply(Fault fault) {
        return locked(() -> faults.apply(fault, this));
    }

    /**
     * The same for somebody who has nothing else to look at: a transfer is waited for, and where the old leader still leads
     * after an election timeout, nothing came of it.
     */
    public World.Outcome applyAndWait(Fault fault) {
        if (fault.word() != TimerWords.TRANSFER) {
            return apply(fault);
        }
        int before = Leadership.leader(claims());
        World.Outcome asked = apply(fault);
        if (!asked.done() || before == Leadership.NOBODY) {
            return asked;
        }
        NodeId leader = plan.members().get(before);
        long timeout = locked(faults::read).settingsOf(leader).electionNanosMax();
        long end = System.nanoTime() + timeout + ANSWER_NANOS;
        while (true) {
            int now = Leadership.leader(claims());
            if (now != before && now != Leadership.NOBODY) {
                return asked;
            }
            if (System.nanoTime() - end > 0) {
                String leads = now == before ? leader + " still leads" : "nobody leads";
                return new World.Outcome(
                        Extent.DECLINED,
                        asked.sentence() + ", but nobody took over within " + PlainText.duration(timeout) + ": "
                                + leads);
            }
            LockSupport.parkNanos(LOOK_MILLIS * 1_000_000);
        }
    }

    /**
     * To be called now and then by whoever watches: what happens to the cluster by itself is noticed here, and nodes are
     * asked once more for what they have not done.
     */
    public void tick() {
        faults.tick(this);
    }

    /** The node that a quorum follows, looked for until there is one or patience ends. */
    public Optional<Leading> awaitLeader(long patienceNanos) throws InterruptedException {
        long end = System.nanoTime() + patienceNanos;
        while (true) {
            ClaimTable claims = claims();
            int leader = Leadership.leader(claims);
            if (leader != Leadership.NOBODY) {
                return Optional.of(new Leading(plan.members().get(leader), claims.term(leader)));
            }
            if (System.nanoTime() > end) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** How many nodes, itself among them, say that they follow this one. */
    public int followers(NodeId leader) {
        return Leadership.followers(claims(), plan.members().indexOf(leader));
    }

    private ClaimTable claims() {
        return LeaderSearch.claims(plan.members(), status());
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

    /**
     * Stops every process of the cluster in this folder and removes the folder, even one whose plan cannot be read.
     *
     * @param keep is given the files in which the nodes wrote their facts, if they did, before they are removed; when it
     *     throws, the processes have ended and the folder stays
     * @return what stays in the folder, because Raftbeat did not make it; then the folder stays too
     * @throws WorldException when no cluster is there
     */
    public static List<String> down(Path path, Consumer<List<Path>> keep) {
        ClusterDirectory directory = new ClusterDirectory(path);
        return directory.locked(() -> ClusterStart.stop(directory, keep));
    }

    /** The same, of a cluster whose facts nobody wants. */
    public static List<String> down(Path path) {
        return down(path, recorded -> {});
    }

    /**
     * Looks whether a cluster that recorded has ended in this folder, which is about to be cleared for another.
     *
     * @param keep is given its files, if any
     */
    public static void keepOfEnded(Path path, Consumer<List<Path>> keep) {
        ClusterDirectory directory = new ClusterDirectory(path);
        // Whoever brings the other one up says what is wrong with a folder that is not ours.
        if (directory.isMarked()) {
            directory.locked(() -> {
                List<Path> recorded = directory.running().isEmpty() ? directory.recorded() : List.of();
                if (!recorded.isEmpty()) {
                    keep.accept(recorded);
                }
                return recorded;
            });
        }
    }

    static List<String> down(ClusterDirectory directory) {
        return directory.locked(() -> ClusterStart.end(directory));
    }

    /** The same for whoever brought it up: another cluster that has taken its place in the folder meanwhile goes on. */
    void down() {
        try {
            if (directory.isOf(plan.id())) {
                directory.locked(() -> directory.isOf(plan.id()) ? ClusterStart.end(directory) : List.<String>of());
            }
        } finally {
            NodeProcess.ofCluster(plan.id()).forEach(NodeProcess::kill);
        }
    }

    /** Where its facts are read: in its folder. */
    FactSources facts() {
        return new FolderSources(this, directory, log);
    }

    /** Call it with the lock held. */
    void write(FaultState state) {
        faults.write(state);
    }
}
