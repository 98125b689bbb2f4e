package dev.raftbeat.random;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.history.Elections;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.record.RecordedFacts;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Kills nodes of a recorded local cluster with SIGKILL, any of them at any moment, and starts them again; at the end it
 * lets the cluster rest, demands a leader, and judges every fact that any node wrote down.
 */
public final class KillNemesis {
    private static final long CALM_PATIENCE_NANOS = 30_000_000_000L;

    private final LocalWorld world;
    private final LocalCluster cluster;
    private final KillPlan plan;
    private final Semaphore elections = new Semaphore(0);
    private final ClusterView view = new ClusterView();
    private volatile boolean led;
    private boolean observing;

    /** @param world a cluster of its own that records; see {@link LocalCluster#up} */
    public KillNemesis(LocalWorld world, long seed) {
        this.world = world;
        cluster = world.cluster();
        plan = new KillPlan(world.members(), cluster.plan().settings().electionNanosMax(), new SplittableRandom(seed));
    }

    /**
     * Carries the kills out, one after another; a victim is started again before the next one is chosen or a little
     * later, so that several may be down at once. May be called again, to go on and to judge everything once more.
     *
     * @param progress told after each kill how many there have been; answers whether to go on
     */
    public Result run(int kills, LongPredicate progress) throws InterruptedException, IOException {
        if (!observing) {
            observing = true;
            world.observe(this::hear);
        }
        List<Thread> restarts = new ArrayList<>();
        int done = 0;
        for (boolean goesOn = true; done < kills && goesOn; goesOn = progress.test(done)) {
            boolean atElection = plan.strikesAtElection();
            if (atElection) {
                awaitElection();
            }
            LockSupport.parkNanos(plan.pauseNanos(atElection));
            NodeId victim = plan.victim();
            world.apply(Fault.of(ProcessWords.KILL, victim));
            restarts.add(restartLater(victim, plan.downNanos()));
            restarts.removeIf(thread -> !thread.isAlive());
            done++;
        }
        for (Thread restart : restarts) {
            restart.join();
        }
        world.apply(Fault.of(FaultWords.HEAL));
        Optional<Leading> leader = cluster.awaitLeader(CALM_PATIENCE_NANOS);
        return judge(done, leader);
    }

    private void hear(StampedFact fact) {
        view.hear(fact);
        led = view.leader().isPresent();
        if (isElection(fact.fact())) {
            elections.release();
        }
    }

    /**
     * Waits for the next sign of an election. Under a leader that stands there may be none for long; without one it comes
     * as soon as enough nodes are back, however long this machine takes to start them, and killing on before that would
     * only hit nodes that have nothing to forget.
     */
    private void awaitElection() throws InterruptedException {
        elections.drainPermits();
        long end = System.nanoTime() + CALM_PATIENCE_NANOS;
        boolean seen = false;
        do {
            seen = elections.tryAcquire(2 * cluster.plan().settings().electionNanosMax(), TimeUnit.NANOSECONDS);
        } while (!seen && !led && System.nanoTime() < end);
    }

    private static boolean isElection(Fact fact) {
        return fact instanceof BecameCandidate || fact instanceof BecameLeader || fact instanceof VoteGranted;
    }

    private Thread restartLater(NodeId victim, long downNanos) {
        Thread restart = new Thread(
                () -> {
                    LockSupport.parkNanos(downNanos);
                    world.apply(Fault.of(ProcessWords.RESTART, victim));
                },
                "restart-" + victim);
        restart.setDaemon(true);
        restart.start();
        return restart;
    }

    private Result judge(int kills, Optional<Leading> leader) throws IOException {
        List<Path> files = new ArrayList<>();
        world.members().forEach(node -> files.add(cluster.directory().factsFile(node)));
        files.add(cluster.directory().worldFacts());
        RecordedFacts facts = new RecordedFacts(files);
        Counts counts = new Counts();
        Judge judge = new Judge();
        facts.tellTo(fact -> {
            judge.hear(fact);
            counts.hear(fact);
        });
        if (facts.told() == 0) {
            throw new WorldException("no node wrote any fact down: there is nothing to judge");
        }
        return new Result(
                kills,
                counts.boots,
                counts.elections.count(),
                counts.leaders,
                counts.votes,
                facts.told(),
                facts.damaged(),
                leader,
                judge.lamps());
    }

    private static final class Counts {
        private long boots;
        private final Elections elections = new Elections();
        private long leaders;
        private long votes;

        private void hear(StampedFact fact) {
            if (fact.fact() instanceof Booted) {
                boots++;
            } else if (fact.fact() instanceof BecameCandidate) {
                elections.hear(fact);
            } else if (fact.fact() instanceof BecameLeader) {
                leaders++;
            } else if (fact.fact() instanceof VoteGranted) {
                votes++;
            }
        }
    }

    /**
     * What the kills led to.
     *
     * @param calm the leader that the cluster found when it was left alone; empty when it found none
     * @param damaged lines that a kill cut short
     */
    public record Result(
            int kills,
            long boots,
            long elections,
            long leaders,
            long votes,
            long facts,
            long damaged,
            Optional<Leading> calm,
            List<Judge.Lamp> lamps) {
        public Result {
            lamps = List.copyOf(lamps);
        }
    }
}
