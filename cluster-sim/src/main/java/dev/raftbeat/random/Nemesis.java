package dev.raftbeat.random;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.FailoverTimes;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.history.Elections;
import dev.raftbeat.history.History;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Storms and calms in turn on one cluster, in any world, until its time is over. In a storm anything may happen and
 * safety must hold; each calm heals everything and demands one leader that all follow, soon and for a while. Every fact
 * is judged by every check, and the last thing that is done is a calm.
 */
public final class Nemesis {
    /** How long a healed cluster may take to agree, once all its nodes run, in greatest election timeouts. */
    public static final int CALM_ELECTIONS_MAX = 10;
    /** How long nodes may take to start on a machine that is busy. */
    private static final long BOOT_NANOS = 60_000_000_000L;

    private static final long SETTLE_NANOS = 500_000_000L;
    private static final int HEALS_MAX = 10;

    /** Hears how it goes. All methods are called by the thread that runs the nemesis. */
    public interface Listener {
        /** Every fact, in the order in which it is judged. */
        void fact(StampedFact fact);

        /** @param title what kind of world it is: containers, or network namespaces in their place */
        default void launched(String title) {}

        default void applied(String line, World.Outcome outcome) {}

        default void calm(NemesisResult.Calm calm, long faultsSoFar) {}

        /** @param nanos since it began, on the world's own clock */
        default void passed(long nanos) {}
    }

    private final WorldSpec spec;
    private final long electionNanosMax;
    private final RandomSchedule storm;
    private final History history;
    private final List<Invariant> checks = new ArrayList<>();
    private final Judge judge;
    private final Listener listener;
    private final List<String> script = new ArrayList<>();
    private final List<NemesisResult.Calm> calms = new ArrayList<>();
    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private final Counts counts = new Counts();
    private long began;
    private volatile boolean stopped;

    /**
     * @param mix what to draw faults from; not empty, and all of it known to the world
     * @param spec the cluster that it is let loose on; its seed decides what is drawn
     */
    public Nemesis(WorldSpec spec, Collection<FaultKind> mix, Listener listener) {
        this.spec = spec;
        this.listener = listener;
        electionNanosMax = spec.settings().electionNanosMax();
        storm = new RandomSchedule(mix, electionNanosMax, new SplittableRandom(spec.seed()));
        history = new History(spec.members());
        checks.addAll(Invariants.all());
        checks.addAll(Liveness.all());
        judge = new Judge(checks);
    }

    /** Lets the run end as soon as it can: the present wait is broken off, and no calm is demanded. From any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs on a world that has just been launched, and closes it.
     *
     * @param limitNanos how long storms may begin, on the world's own clock
     */
    public NemesisResult run(World world, long limitNanos) {
        listener.launched(world.title());
        try (Engine engine = Engine.of(world, relay())) {
            began = engine.nowNanos();
            goOn(engine, began + limitNanos);
            engine.settle();
            long ended = engine.nowNanos();
            judge.endOfRun(ended);
            return result(ended - began);
        }
    }

    private void goOn(Engine engine, long endNanos) {
        try {
            calm(engine);
            while (!stopped && engine.nowNanos() < endNanos) {
                rage(engine, endNanos);
                calm(engine);
            }
            pass(engine, SETTLE_NANOS);
        } catch (WorldException e) {
            // Whoever interrupts the process takes the world away from under us, too: what was seen is judged.
            if (!stopped) {
                throw e;
            }
        }
    }

    private FactSink relay() {
        return fact -> {
            judge.hear(fact);
            history.hear(fact);
            counts.hear(fact);
            listener.fact(fact);
        };
    }

    private void rage(Engine engine, long endNanos) {
        for (RandomSchedule.Deed deed : storm.draw()) {
            pass(engine, Math.min(deed.waitNanos(), Math.max(0, endNanos - engine.nowNanos())));
            if (stopped || engine.nowNanos() >= endNanos) {
                return;
            }
            apply(engine, deed);
        }
    }

    private void pass(Engine engine, long nanos) {
        long from = engine.nowNanos();
        until(engine, () -> false, nanos);
        long passed = engine.nowNanos() - from;
        if (passed > 0) {
            script.add("run " + millis(passed));
        }
    }

    /** As a scenario writes it, whole milliseconds. */
    private static String millis(long nanos) {
        return BigDecimal.valueOf(Math.max(nanos, 1_000_000), 6).setScale(0, RoundingMode.HALF_UP) + "ms";
    }

    private void apply(Engine engine, RandomSchedule.Deed deed) {
        World.Outcome outcome = TypedLines.apply(engine::apply, deed.line());
        listener.applied(deed.line(), outcome);
        if (outcome.accepted()) {
            script.add(deed.line());
            if (!deed.line().equals("end last")) {
                faults.merge(deed.kind(), 1L, Long::sum);
            }
        } else {
            counts.refused++;
        }
    }

    private void calm(Engine engine) {
        if (stopped) {
            return;
        }
        long healed = engine.nowNanos();
        World.Outcome outcome = heal(engine);
        long anew = engine.nowNanos();
        long bound = (CALM_ELECTIONS_MAX + History.STABLE_ELECTIONS) * electionNanosMax;
        boolean up = until(engine, this::allRun, BOOT_NANOS);
        long whole = engine.nowNanos();
        boolean met = up
                && until(engine, () -> calmNanos(engine, anew) >= History.STABLE_ELECTIONS * electionNanosMax, bound);
        if (stopped && !met) {
            return;
        }
        long took = Math.max(0, engine.nowNanos() - whole - calmNanos(engine, anew));
        script.add("run until stable within " + (CALM_ELECTIONS_MAX + History.STABLE_ELECTIONS) + "E");
        NemesisResult.Calm calm =
                new NemesisResult.Calm(met, whole - healed, took, outcome.done() ? "" : outcome.sentence());
        calms.add(calm);
        listener.calm(calm, faults.values().stream().mapToLong(Long::longValue).sum());
    }

    private boolean allRun() {
        return spec.members().stream()
                .mapToInt(history::place)
                .allMatch(node -> history.isUp(node) && !history.isFrozen(node));
    }

    /** For how long all have followed one leader of one term, at most since then. */
    private long calmNanos(Engine engine, long sinceNanos) {
        long now = engine.nowNanos();
        return Math.min(now - sinceNanos, history.calmNanos(now).orElse(0));
    }

    /** A node that is only just starting cannot be told that a rule is gone: whatever goes wrong is done once more. */
    private World.Outcome heal(Engine engine) {
        World.Outcome outcome = engine.apply(Fault.of(FaultWords.HEAL));
        listener.applied("heal", outcome);
        script.add("heal");
        for (int again = 0; again < HEALS_MAX && outcome.extent() == Extent.PART && !stopped; again++) {
            pass(engine, electionNanosMax);
            outcome = engine.apply(Fault.of(FaultWords.HEAL));
            listener.applied("heal", outcome);
            script.add("heal");
        }
        return outcome;
    }

    private boolean until(Engine engine, BooleanSupplier wish, long nanosMax) {
        BooleanSupplier ended = () -> {
            listener.passed(engine.nowNanos() - began);
            return stopped || wish.getAsBoolean();
        };
        return engine.runUntil(ended, nanosMax) && !stopped;
    }

    private NemesisResult result(long nanos) {
        List<Long> failovers = checks.stream()
                .filter(FailoverTimes.class::isInstance)
                .flatMap(check -> ((FailoverTimes) check).nanos().stream())
                .toList();
        return new NemesisResult(
                nanos,
                faults,
                counts.refused,
                calms,
                new NemesisResult.Events(
                        counts.boots, counts.elections.count(), counts.leaders, counts.votes, counts.facts),
                failovers,
                judge.lamps(),
                stopped,
                scenario());
    }

    /** What was done, for {@code raftbeat run}: in virtual time the same again, in real time as near as that comes. */
    private String scenario() {
        Settings settings = spec.settings();
        List<String> lines = new ArrayList<>();
        lines.add("# What a nemesis did.");
        lines.add("cluster " + spec.nodes() + " heartbeat " + millis(settings.heartbeatNanos()) + " election "
                + millis(settings.electionNanosMin()) + ".." + millis(settings.electionNanosMax()) + " prevote "
                + (settings.preVote() ? "on" : "off") + " checkquorum " + (settings.checkQuorum() ? "on" : "off")
                + " evidence " + (settings.evidence() ? "on" : "off") + " seed " + spec.seed());
        lines.addAll(script);
        return String.join("\n", lines) + "\n";
    }

    private static final class Counts {
        private long boots;
        private final Elections elections = new Elections();
        private long leaders;
        private long votes;
        private long facts;
        private long refused;

        private void hear(StampedFact fact) {
            facts++;
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
}
