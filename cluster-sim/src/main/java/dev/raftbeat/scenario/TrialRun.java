package dev.raftbeat.scenario;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.expect.Judgement;
import dev.raftbeat.scenario.expect.Measure;
import dev.raftbeat.scenario.expect.RunObservations;
import dev.raftbeat.scenario.expect.ViolationExpectation;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Plays one cluster of a scenario, step by step. */
final class TrialRun implements ScenarioStep.Visitor {
    /** How long {@code run until} goes on where it does not say. */
    static final TypedDuration PATIENCE = new TypedDuration(BigDecimal.valueOf(20), TypedDuration.Unit.E);

    /** How finely it is told that time passes. */
    private static final long SLICE_NANOS = 100_000_000;

    /** How often a line that waits looks whether it means a node. */
    private static final long LOOK_NANOS = 5_000_000L;

    private final Trial trial;
    private final long seed;
    private final boolean ownSeed;
    private final Judge judge = new Judge();
    private final RunObservations chronicle;
    private final Transcript transcript;
    private final Engine engine;
    private final ScenarioRunner.Listener listener;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<Integer, List<String>> blocks = new TreeMap<>();
    private final SortedSet<String> expectedBroken = new TreeSet<>();
    private final LongConsumer passed;
    private boolean judging;
    private boolean stopped;
    private boolean interrupted;

    /**
     * @param ownSeed whether this is the seed that the file asks for
     * @param also who else wants to hear the facts
     * @param listener told of each line before it is carried out, and of what became of it
     * @param passed see {@link ScenarioRunner#passing}
     */
    TrialRun(
            Trial trial,
            long seed,
            boolean ownSeed,
            Function<FactSink, Engine> launch,
            FactSink also,
            ScenarioRunner.Listener listener,
            LongConsumer passed) {
        this.passed = passed;
        this.trial = trial;
        this.seed = seed;
        this.ownSeed = ownSeed;
        this.listener = listener;
        Relay relay = new Relay();
        engine = launch.apply(relay);
        chronicle = new RunObservations(trial.spec(seed).members(), trial.settings(), engine.nowNanos());
        transcript = new Transcript(engine.repeatable() ? 0 : engine.nowNanos());
        relay.to(fact -> {
            chronicle.tell(fact);
            judge.hear(fact);
            transcript.tell(fact);
            also.tell(fact);
        });
    }

    /** Keeps what a cluster tells while it comes up, until it is known who listens. */
    private static final class Relay implements FactSink {
        private final List<StampedFact> early = new ArrayList<>();
        private FactSink target = early::add;

        void to(FactSink sink) {
            target = sink;
            early.forEach(sink::tell);
            early.clear();
        }

        @Override
        public void tell(StampedFact fact) {
            target.tell(fact);
        }
    }

    /** Plays all steps and ends the cluster. */
    TrialResult play() {
        long endNanos;
        try (engine) {
            steps();
            engine.settle(interrupted ? () -> true : chronicle::heardAll);
            endNanos = engine.nowNanos();
        }
        for (Violation violation : judge.violations()) {
            if (!expectedBroken.contains(violation.invariant())) {
                note(new Finding(
                        0,
                        violation.invariant(),
                        Verdict.VIOLATED,
                        violation.sentence(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        PlainText.sentence(violation.sentence()) + "."));
            }
        }
        return new TrialResult(trial, seed, findings, judge.lamps(), blocks, chronicle.sawLeaderEver(), endNanos);
    }

    private void steps() {
        try {
            for (ScenarioStep step : trial.steps()) {
                if (stopped) {
                    break;
                }
                listener.doing(step);
                step.accept(this);
                chronicle.passTo(engine.nowNanos());
            }
        } catch (StoppedException e) {
            interrupted = true;
        }
    }

    /** Whether somebody stopped it before its last line. */
    boolean interrupted() {
        return interrupted;
    }

    private void note(Finding finding) {
        findings.add(finding);
        listener.found(finding);
    }

    /** Expectations that stand one under the other judge the same time; what comes after them begins a new one. */
    private void goOn() {
        if (judging) {
            chronicle.turnPage();
            judging = false;
        }
    }

    @Override
    public void runFor(ScenarioStep.RunFor step) {
        goOn();
        long nanos = step.time().nanos(chronicle.electionNanos());
        long end = engine.nowNanos() + nanos;
        for (long left = nanos; left > 0; left = end - engine.nowNanos()) {
            long slice = Math.min(left, SLICE_NANOS);
            engine.runFor(slice);
            passed.accept(slice);
        }
        chronicle.waited();
    }

    @Override
    public void runUntil(ScenarioStep.RunUntil step) {
        goOn();
        long nanos = step.within().orElse(PATIENCE).nanos(chronicle.electionNanos());
        BooleanSupplier condition = step.condition().watch(chronicle);
        long from = engine.nowNanos();
        long[] told = {from};
        boolean reached = engine.runUntil(
                () -> {
                    long now = engine.nowNanos();
                    chronicle.passTo(now);
                    passed.accept(now - told[0]);
                    told[0] = now;
                    return condition.getAsBoolean();
                },
                nanos);
        passed.accept(Math.max(0, from + nanos - told[0]));
        chronicle.waited();
        String took = PlainText.duration(engine.nowNanos() - from);
        Judgement judgement = Judgement.of(reached, reached ? "after " + took : "not within " + took);
        note(Finding.of(
                step, reached ? judgement.measured((engine.nowNanos() - from) / 1e9, Measure.Unit.TIME) : judgement));
    }

    @Override
    public void breaks(ScenarioStep.Break step) {
        goOn();
        World.Outcome outcome = apply(step);
        listener.timing(step, outcome.notes());
        // What a node declined it has told, and what follows shows it; what did not reach one makes another run of
        // this.
        if (!outcome.reachedAll()) {
            String waited = outcome.accepted() || step.within().isEmpty()
                    ? ""
                    : ", after waiting "
                            + PlainText.duration(step.within().get().nanos(chronicle.electionNanos()));
            String reason = outcome.sentence() + waited + "; so nothing after it was done";
            note(Finding.of(step, Judgement.undecided(reason)));
            stopped = true;
        }
    }

    /** Tries again and again while the line is refused and may wait: what it means may come to be. */
    private World.Outcome apply(ScenarioStep.Break step) {
        World.Outcome outcome = engine.apply(step.fault());
        long until = engine.nowNanos()
                + step.within()
                        .map(time -> time.nanos(chronicle.electionNanos()))
                        .orElse(0L);
        while (!outcome.accepted() && engine.nowNanos() < until) {
            long slice = Math.min(LOOK_NANOS, until - engine.nowNanos());
            engine.runFor(slice);
            passed.accept(slice);
            chronicle.passTo(engine.nowNanos());
            outcome = engine.apply(step.fault());
        }
        passed.accept(Math.max(0, until - engine.nowNanos()));
        return outcome;
    }

    @Override
    public void expect(ScenarioStep.Expect step) {
        if (!judging) {
            engine.settle(chronicle::heardAll);
            chronicle.passTo(engine.nowNanos());
            judging = true;
        }
        if (step.expectation() instanceof ViolationExpectation broken) {
            Judgement judgement = broken.judge(judge.lamps());
            note(Finding.of(step, judgement));
            expectedBroken.add(broken.invariant());
        } else {
            note(Finding.of(step, step.expectation().judge(chronicle)));
        }
    }

    @Override
    public void block(ScenarioStep.Block step) {
        List<String> seen = transcript.take();
        if (engine.repeatable() && ownSeed) {
            blocks.put(step.line(), seen);
            note(Finding.of(step, Transcript.compare(step.sentences(), seen, step.line() + 1)));
        }
    }
}
