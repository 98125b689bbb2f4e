package dev.raftbeat.local;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.FaultExecutor;
import dev.raftbeat.fault.execution.FaultInjector;
import dev.raftbeat.fault.execution.FaultOutcome;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.FaultStateJson;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** What was done to a cluster, as its folder keeps it: applies lines, and looks after what is not obeyed yet. */
final class ClusterFaults {
    /** How long a watcher lets pass before it asks once more for what a node has not obeyed. */
    private static final long ASK_AGAIN_NANOS = 1_000_000_000L;

    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final WorldLog log;
    private final NodeRunner runner;
    private final NodeInjector own;
    private final FaultInjector injector;
    private final Patience patience;
    private volatile long askAgainNanos = System.nanoTime();

    ClusterFaults(ClusterDirectory directory, ClusterPlan plan, WorldLog log, NodeRunner runner, Patience patience) {
        this.patience = patience;
        this.directory = directory;
        this.plan = plan;
        this.log = log;
        this.runner = runner;
        own = new NodeInjector(directory, plan, log, runner, patience);
        injector = runner.extend(own);
    }

    /** A node may die of what is being healed, a disk that fails, while it is healed: then once more, for that node. */
    World.Outcome apply(Fault fault, LocalCluster cluster) {
        World.Outcome outcome = applyOnce(fault, cluster);
        if (fault.word() == FaultWords.HEAL && noteDeaths()) {
            World.Outcome again = applyOnce(fault, cluster);
            return new World.Outcome(again.extent(), outcome.sentence() + "; " + again.sentence(), again.timing());
        }
        return outcome;
    }

    private World.Outcome applyOnce(Fault fault, LocalCluster cluster) {
        FaultState state = read();
        noteDeaths();
        SelectorContext picture = new LeaderSearch(directory, plan).picture(settledStatus(cluster, state));
        FaultExecutor desk = desk();
        SplittableRandom random = new SplittableRandom(plan.seed() ^ (state.nextNumber() * 0x9E3779B97F4A7C15L));
        FaultState now = isExpired(state)
                ? desk.catchUp(picture, state, System.nanoTime()).state()
                : state;
        FaultOutcome outcome = desk.carryOut(fault, picture, now, System.nanoTime(), random);
        write(outcome.state());
        return World.Outcome.of(outcome);
    }

    /**
     * Writes down which processes have gone, ends the faults whose time has run out, and asks nodes once more for what they
     * have not obeyed. Cheap when there is nothing of that kind.
     */
    void tick(LocalCluster cluster) {
        FaultState state = cluster.locked(() -> {
            noteDeaths();
            return read();
        });
        Set<NodeId> silent = state.silent();
        boolean due = isExpired(state);
        if (!due && (silent.isEmpty() || System.nanoTime() - askAgainNanos < 0)) {
            return;
        }
        askAgainNanos = System.nanoTime() + ASK_AGAIN_NANOS;
        // Tried outside the lock: a node that does not answer takes its time, and must not take it from others.
        Set<NodeId> mute = new TreeSet<>(silent);
        mute.removeIf(node -> answers(cluster.status(node, state)));
        if (due || !mute.containsAll(silent)) {
            cluster.locked(() -> {
                write(desk().catchUp(processes(mute), read(), System.nanoTime()).state());
                return null;
            });
        }
    }

    private FaultExecutor desk() {
        return new FaultExecutor(injector, log::tell, this::write);
    }

    /** A dead node has nothing to say, and needs not be waited for. */
    private static boolean answers(NodeStatus status) {
        return status.state().equals("up") || status.state().equals("dead");
    }

    private static boolean isExpired(FaultState state) {
        return state.nextExpiryNanos().isPresent()
                && System.nanoTime() - state.nextExpiryNanos().getAsLong() >= 0;
    }

    /**
     * What the system says of the processes; nothing of who leads.
     *
     * @param mute who is passed over like the frozen
     */
    private SelectorContext processes(Set<NodeId> mute) {
        Set<NodeId> dead = new TreeSet<>(plan.members());
        dead.removeIf(runner::isAlive);
        Set<NodeId> frozen = new TreeSet<>(plan.members());
        frozen.removeIf(node -> !mute.contains(node) && !runner.isFrozen(node));
        frozen.removeAll(dead);
        return SelectorContext.of(plan.members()).withDown(dead, frozen);
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

    /** Asked again while a node that runs does not answer: on a busy machine that is no news of it. */
    private List<NodeStatus> settledStatus(LocalCluster cluster, FaultState state) {
        List<NodeStatus> statuses = cluster.status(state);
        for (int again = 1; again < patience.looks() && statuses.stream().anyMatch(ClusterFaults::isSilent); again++) {
            statuses = cluster.status(state);
        }
        return statuses;
    }

    private static boolean isSilent(NodeStatus status) {
        return status.state().equals("silent");
    }

    /** Call it with the lock held. */
    FaultState read() {
        try {
            return FaultStateJson.read(directory.state());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorldException(
                    "the cluster's state in " + directory.shown() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Call it with the lock held. */
    void write(FaultState state) {
        try {
            ClusterDirectory.replace(directory.stateFile(), FaultStateJson.write(state));
        } catch (IOException e) {
            throw new WorldException(
                    "the cluster's state in " + directory.shown() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
