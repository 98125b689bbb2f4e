package dev.raftbeat.twin;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.ForwardingWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.World.Outcome;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is done to both twins, and when.
 *
 * @param spec the cluster, its seed and the settings that both begin with
 * @param switchAt the place among the deeds before which each twin gets its own setting
 * @param endNanos how far it goes
 */
public record Script(WorldSpec spec, List<ScriptedAction> deeds, int switchAt, long endNanos) {
    public Script {
        deeds = List.copyOf(deeds);
    }

    /**
     * The script of one cluster of a scenario. What waits for a condition, and what means a role, is decided by the twin
     * that gets {@code left}; the other follows. The setting comes just before the first line that breaks something, so
     * that both have the same leader by then.
     *
     * @param left a line such as {@code set prevote off}
     */
    public static Script of(Scenario scenario, Trial trial, long seed, Fault left) {
        return of(scenario, trial, seed, left, new Progress());
    }

    /**
     * The same; the seconds of the cluster are counted.
     *
     * @throws dev.raftbeat.progress.StoppedException when the work is to end
     */
    public static Script of(Scenario scenario, Trial trial, long seed, Fault left, Progress progress) {
        List<ScenarioStep> steps = new ArrayList<>();
        boolean switched = false;
        int switchAt = 0;
        for (ScenarioStep step : trial.steps()) {
            boolean breaks = step instanceof ScenarioStep.Break;
            if (breaks && !switched && !isSetting((ScenarioStep.Break) step)) {
                steps.add(new ScenarioStep.Break(step.line(), left.text(), left));
                switched = true;
            }
            switchAt += breaks && !switched ? 1 : 0;
            steps.add(step);
        }
        if (!switched) {
            steps.add(0, new ScenarioStep.Break(trial.line(), left.text(), left));
            switchAt = 0;
        }
        Trial played = trial.withSteps(steps);
        Scribe[] scribe = new Scribe[1];
        Object ignored = new ScenarioRunner("sim", spec -> scribe[0] = new Scribe(spec))
                .passing(nanos -> progress.advance(nanos / 1e9))
                .run(
                        new Scenario(scenario.file(), scenario.text(), List.of(played)),
                        OptionalLong.of(seed),
                        seed,
                        ScenarioRunner.Listener.NONE);
        progress.check();
        List<ScriptedAction> deeds = new ArrayList<>(scribe[0].deeds);
        deeds.remove(switchAt);
        WorldSpec spec = new WorldSpec(trial.nodes(), trial.settings(), seed, trial.store());
        return new Script(spec, deeds, switchAt, scribe[0].nowNanos());
    }

    private static boolean isSetting(ScenarioStep.Break step) {
        return step.fault().word().isSetting();
    }

    /** A world that writes down what is done to it. */
    private static final class Scribe implements ForwardingWorld {
        private final SimWorld world;
        private final List<ScriptedAction> deeds = new ArrayList<>();
        private final List<FaultBegan> began = new ArrayList<>();
        private Optional<Fault> waiting = Optional.empty();

        Scribe(WorldSpec spec) {
            world = new SimWorld(SimOptions.of(spec));
            observe(this::note);
        }

        private void note(StampedFact fact) {
            if (fact.fact() instanceof FaultBegan told) {
                began.add(told);
            }
        }

        @Override
        public Outcome apply(Fault line) {
            began.clear();
            long now = nowNanos();
            Outcome outcome = world.apply(line);
            Optional<Fault> told = began.size() == 1 ? FaultLanguage.told(began.get(0)) : Optional.empty();
            if (waiting.equals(Optional.of(line))) {
                // It was refused, and is tried again: it was done once.
                deeds.remove(deeds.size() - 1);
            }
            waiting = outcome.accepted() ? Optional.empty() : Optional.of(line);
            deeds.add(new ScriptedAction(now, told.orElse(line)));
            return outcome;
        }

        @Override
        public World world() {
            return world;
        }
    }
}
