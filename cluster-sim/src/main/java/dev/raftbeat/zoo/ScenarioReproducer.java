package dev.raftbeat.zoo;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.sim.SimWorld;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A scenario that an animal does not survive.
 *
 * @param plan its text
 * @param check the id of an invariant, or the line of the scenario that fails, from {@code expect} or {@code run} on
 * @param sentence what that line means
 */
record ScenarioReproducer(String plan, String check, String sentence, int seeds) implements Reproducer {
    /** For an invariant, which has a sentence of its own. */
    static ScenarioReproducer of(String plan, String invariant, int seeds) {
        String sentence = Invariants.all().stream()
                .filter(one -> one.id().equals(invariant))
                .map(Invariant::sentence)
                .findFirst()
                .orElseThrow();
        return new ScenarioReproducer(plan, invariant, sentence, seeds);
    }

    @Override
    public Outcome run(SimVariant variant, long seed, Supplier<FactSink> clusters) {
        ScenarioRunner runner = new ScenarioRunner(
                "sim", spec -> new SimWorld(SimOptions.of(spec).withVariant(variant)));
        ScenarioResult result =
                runner.run(parsed(), OptionalLong.of(seed), seed, ScenarioRunner.Listener.hearing(clusters));
        List<Finding> violated = result.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .filter(finding -> finding.verdict() == Verdict.VIOLATED)
                .toList();
        return new Outcome(
                violated.stream()
                        .filter(finding -> finding.text().equals(check))
                        .map(Finding::reason)
                        .findFirst(),
                violated.isEmpty(),
                violated.isEmpty() ? "" : violated.get(0).toString());
    }

    private Scenario parsed() {
        try {
            return ScenarioParser.parse("zoo.scenario", plan);
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException("a scenario of the zoo is not understood", e);
        }
    }
}
