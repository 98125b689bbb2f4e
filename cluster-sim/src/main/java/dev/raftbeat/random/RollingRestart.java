package dev.raftbeat.random;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A rolling restart, as an upgrade does it: each node in turn is ended and started again, and nothing more is done before
 * all follow one leader. Every fact is judged by every check; what is measured is for how long nobody leads.
 */
public final class RollingRestart {
    /** For a machine that is busy; how soon a leader must be there is what the checks of liveness say. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Whose turn is when. */
    public enum Order {
        /** The node that leads is left for the end, so that leadership moves once. */
        LEADER_LAST,
        /** In the order in which people count them: the new leader may be the next. */
        IN_ORDER;

        /** As it is typed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How it is to be done.
     *
     * @param kill whether nodes are killed instead of stopped as planned
     */
    public record Plan(Order order, boolean kill) {
        /** What is done to a node, as people say it. */
        public String done() {
            return kill ? "killed" : "stopped";
        }
    }

    private final WorldSpec spec;
    private final Plan plan;
    private final Consumer<RollingTurn> told;
    private final History history;
    private final Judge judge;
    private final List<RollingTurn> turns = new ArrayList<>();
    private boolean calm;
    private volatile boolean stopped;

    /** @param told hears of each turn when it is over */
    public RollingRestart(WorldSpec spec, Plan plan, Consumer<RollingTurn> told) {
        this.spec = spec;
        this.plan = plan;
        this.told = told;
        history = new History(spec.members());
        List<Invariant> checks = new ArrayList<>(Invariants.all());
        checks.addAll(Liveness.all());
        judge = new Judge(checks);
    }

    /** Lets the run end as soon as it can, judged as far as it came. From any thread. */
    public void stop() {
        stopped = true;
    }

    /** Runs on a world that has just been launched, and closes it. */
    public Result run(World world) {
        try (Engine engine = Engine.of(world, this::hear)) {
            long began = engine.nowNanos();
            try {
                goOn(engine);
            } catch (WorldException e) {
                // Whoever interrupts the process takes the world away from under us, too: what was seen is judged.
                if (!stopped) {
                    throw e;
                }
            }
            engine.settle();
            judge.endOfRun(engine.nowNanos());
            return new Result(engine.nowNanos() - began, turns, calm, judge.lamps(), stopped);
        }
    }

    private void hear(StampedFact fact) {
        judge.hear(fact);
        history.hear(fact);
    }

    private void goOn(Engine engine) {
        List<NodeId> left = new ArrayList<>(spec.members());
        calm = isCalm(engine);
        while (calm && !left.isEmpty() && !stopped) {
            NodeId node = next(left);
            left.remove(node);
            turn(engine, node);
        }
    }

    private NodeId next(List<NodeId> left) {
        Optional<NodeId> leader = history.nameOf(history.leader());
        return left.stream()
                .filter(node -> plan.order() == Order.IN_ORDER || !leader.equals(Optional.of(node)))
                .findFirst()
                .orElseGet(() -> left.get(0));
    }

    private void turn(Engine engine, NodeId node) {
        boolean led = history.nameOf(history.leader()).equals(Optional.of(node));
        long before = history.leaderlessNanos(engine.nowNanos());
        List<String> troubles = new ArrayList<>();
        apply(engine, Fault.of(plan.kill() ? ProcessWords.KILL : ProcessWords.STOP, node), troubles);
        // Until another leads: the old one, back at once, could be elected again.
        until(engine, () -> isDown(node) && history.leader() != Leadership.NOBODY, PATIENCE_NANOS);
        apply(engine, Fault.of(ProcessWords.RESTART, node), troubles);
        calm = isCalm(engine);
        RollingTurn turn = new RollingTurn(
                node,
                led,
                calm ? history.nameOf(history.leader()) : Optional.empty(),
                history.leaderlessNanos(engine.nowNanos()) - before,
                troubles);
        turns.add(turn);
        told.accept(turn);
    }

    private static void apply(Engine engine, Fault fault, List<String> troubles) {
        World.Outcome outcome = engine.apply(fault);
        if (!outcome.done()) {
            troubles.add(outcome.sentence());
        }
    }

    private boolean isDown(NodeId node) {
        return history.isDead(history.place(node));
    }

    /** Whether all nodes come to run, and all follow one leader for as long as it takes to call that stable. */
    private boolean isCalm(Engine engine) {
        long anew = engine.nowNanos();
        long wanted = History.STABLE_ELECTIONS * spec.settings().electionNanosMax();
        return until(engine, () -> allRun() && calmNanos(engine, anew) >= wanted, PATIENCE_NANOS);
    }

    private long calmNanos(Engine engine, long sinceNanos) {
        long now = engine.nowNanos();
        return Math.min(now - sinceNanos, history.calmNanos(now).orElse(0));
    }

    private boolean allRun() {
        return spec.members().stream().mapToInt(history::place).allMatch(history::isUp);
    }

    private boolean until(Engine engine, BooleanSupplier wish, long nanosMax) {
        return engine.runUntil(() -> stopped || wish.getAsBoolean(), nanosMax) && !stopped;
    }

    /**
     * What came of it.
     *
     * @param nanos how long it took, on the world's clock
     * @param calm whether all followed one leader after the last turn, or before the first where there was none
     * @param lamps what each check says
     * @param interrupted whether it was stopped before its end
     */
    public record Result(
            long nanos, List<RollingTurn> turns, boolean calm, List<Judge.Lamp> lamps, boolean interrupted) {
        public Result {
            turns = List.copyOf(turns);
            lamps = List.copyOf(lamps);
        }

        /** For how long nobody led, in all turns together. */
        public long leaderlessNanos() {
            return turns.stream().mapToLong(RollingTurn::leaderlessNanos).sum();
        }

        /** Violated by any check, or when a turn left the cluster without a leader; unknown when no turn was done. */
        public Verdict verdict() {
            boolean violated = lamps.stream().anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
            if (violated || !calm && !interrupted) {
                return Verdict.VIOLATED;
            }
            return turns.isEmpty() ? Verdict.UNKNOWN : Verdict.VALID;
        }
    }
}
