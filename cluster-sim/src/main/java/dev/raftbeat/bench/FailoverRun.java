package dev.raftbeat.bench;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.history.History;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One cluster to which a fault is done, once or again and again, and how long nobody led it. */
final class FailoverRun implements AutoCloseable, FactSink {
    /** A cluster that nobody leads for so long after a fault is taken to stay so. */
    static final long NEVER_NANOS = 10_000_000_000L;

    /** Nodes that were killed have to start. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final int HEALS_MAX = 10;
    private static final int TRIES = 5;
    private static final int STEADY_HEARTBEATS = 10;

    private final WorldSpec spec;
    private final World world;
    private final Progress progress;
    private final History history;
    private final FlapMeter meter = new FlapMeter();
    private final PhiSuspicions phi;
    private final Engine engine;
    private String trouble = "the leader was lost before anything was done to it";

    /**
     * What one fault cost.
     *
     * @param millis without a leader, from each loss to a quorum that follows the next leader, all of them together;
     *     infinite where there was none within the bound
     * @param phiMillis the same with phi in place of the timer; empty where that cannot be said
     */
    record Cost(double millis, OptionalDouble phiMillis) {}

    /** @param world just launched; it ends with this run */
    FailoverRun(WorldSpec spec, World world, FailoverPolicy policy, Progress progress) {
        this.spec = spec;
        this.world = world;
        this.progress = progress;
        history = new History(spec.members());
        phi = new PhiSuspicions(spec.nodes(), spec.settings().heartbeatNanos());
        engine = Engine.of(world, this);
        if (!apply(String.join("; ", policy.lines()))) {
            close();
            throw new WorldException(policy.name() + ": " + trouble);
        }
    }

    @Override
    public void tell(StampedFact fact) {
        history.hear(fact);
        meter.hear(fact);
        phi.tell(fact);
    }

    /**
     * Does the fault to a healed cluster that follows its leader, at a moment of its heartbeat interval that is drawn. On a
     * busy machine that leader may be gone by then, or a node may not take the line: then once more.
     */
    Cost play(FailoverFault fault, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int tries = 0; tries < TRIES; tries++) {
            heal();
            long heartbeat = spec.settings().heartbeatNanos();
            pass(STEADY_HEARTBEATS * heartbeat + random.nextLong(heartbeat));
            Optional<Cost> cost = history.nameOf(history.leader()).flatMap(leader -> strike(fault, leader));
            if (cost.isPresent()) {
                return cost.get();
            }
        }
        throw new WorldException(fault.name() + ": " + trouble);
    }

    /** Empty when a line did not take effect. */
    private Optional<Cost> strike(FailoverFault fault, NodeId leader) {
        long struck = world.nowNanos();
        for (NodeId node : fault.turns(spec.members(), leader)) {
            for (String line : fault.lines()) {
                if (!apply(FailoverFault.typed(line, node))) {
                    return Optional.empty();
                }
                if (!hold(fault.holdElections())) {
                    return Optional.of(new Cost(Double.POSITIVE_INFINITY, OptionalDouble.of(Double.POSITIVE_INFINITY)));
                }
            }
            if (fault.each()) {
                follow();
            }
        }
        return Optional.of(cost(struck));
    }

    private Cost cost(long struck) {
        List<Failover> failovers = meter.failovers().stream()
                .filter(one -> one.lossNanos() >= struck)
                .toList();
        double phiNanos = failovers.stream()
                .map(phi::nanosOf)
                .mapToDouble(nanos -> nanos.orElse(Double.NaN))
                .sum();
        return new Cost(
                failovers.stream().mapToLong(Failover::durationNanos).sum() / 1e6,
                Double.isNaN(phiNanos) ? OptionalDouble.empty() : OptionalDouble.of(phiNanos / 1e6));
    }

    private void heal() {
        World.Outcome outcome = TypedLines.apply(world::apply, "heal");
        for (int again = 0; again < HEALS_MAX && outcome.extent() == Extent.PART; again++) {
            pass(spec.settings().electionNanosMax());
            outcome = TypedLines.apply(world::apply, "heal");
        }
        follow();
    }

    /** Waits until all have followed one leader for as long as any timer may run. */
    private void follow() {
        long since = engine.nowNanos();
        long election = spec.settings().electionNanosMax();
        boolean whole = until(
                () -> Math.min(
                                engine.nowNanos() - since,
                                history.calmNanos(engine.nowNanos()).orElse(0))
                        >= election,
                PATIENCE_NANOS);
        if (!whole) {
            throw new WorldException("the cluster agreed on no leader within a minute");
        }
    }

    /** Lets so much time pass, and more until a quorum follows a leader that can lead; answers whether one did in time. */
    private boolean hold(long elections) {
        long since = engine.nowNanos();
        long least = elections * spec.settings().electionNanosMax();
        return until(
                () -> engine.nowNanos() - since >= least
                        && meter.lostSinceNanos().isEmpty(),
                Math.max(NEVER_NANOS, least));
    }

    private void pass(long nanos) {
        until(() -> false, nanos);
    }

    private boolean until(BooleanSupplier condition, long nanosMax) {
        return engine.runUntil(
                () -> {
                    progress.check();
                    return condition.getAsBoolean();
                },
                nanosMax);
    }

    private boolean apply(String lines) {
        World.Outcome outcome = TypedLines.apply(world::apply, lines);
        trouble = outcome.sentence();
        return outcome.reachedAll();
    }

    @Override
    public void close() {
        engine.close();
    }
}
