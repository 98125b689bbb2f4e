package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.tla.ModelFact;
import dev.raftbeat.tla.ModelTrace;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes tell, held against the model of elections in docs/spec, by TLC. */
@Tag("process")
class ModelTraceTest {
    /** Runs with more facts are looked at by a command only: {@code -Draftbeat.tla.facts=100000}. */
    private static final int FACTS_MAX = Integer.getInteger("raftbeat.tla.facts", 300);

    @TempDir
    Path folder;

    /** Runs by name. */
    private static final class Runs {
        private final Map<String, ModelTrace> all = new TreeMap<>();

        private ModelTrace begin(String name) {
            ModelTrace trace = new ModelTrace();
            int number = 1;
            while (all.containsKey(name + "#" + number)) {
                number++;
            }
            all.put(name + "#" + number, trace);
            return trace;
        }
    }

    private static void play(Path file, Runs runs) {
        String name = ScenarioFiles.FOLDER.relativize(file).toString();
        ScenarioFilesTest.SIM.run(
                ScenarioFiles.read(file),
                OptionalLong.of(1),
                1,
                ScenarioRunner.Listener.hearing(() -> runs.begin(name)));
    }

    /** The runs that the model cannot do, and the fact where each of them goes wrong. */
    private Map<String, String> refused(Runs runs) {
        List<String> names = List.copyOf(runs.all.keySet());
        List<ModelTrace> traces = names.stream().map(runs.all::get).toList();
        Map<Integer, Integer> reached = new Tlc(folder).trace(traces).reached();
        assertThat(reached).hasSameSizeAs(names);
        Map<String, String> refused = new TreeMap<>();
        reached.forEach((run, at) -> {
            List<ModelFact> facts = traces.get(run - 1).facts();
            if (at <= facts.size()) {
                refused.put(
                        names.get(run - 1),
                        at + "/" + facts.size() + " " + new ArrayList<>(facts.subList(Math.max(0, at - 6), at)));
            }
        });
        return refused;
    }

    @Test
    void everyScenarioIsARunOfTheModel() {
        Runs runs = new Runs();
        String only = System.getProperty("raftbeat.tla.only", "");
        ScenarioFiles.all().stream()
                .filter(file -> !ScenarioFiles.needsKernels(file))
                .filter(file -> file.toString().contains(only))
                .forEach(file -> play(file, runs));
        runs.all.values().removeIf(run -> run.logsDiffer() || run.facts().size() > FACTS_MAX);
        assertThat(runs.all).hasSizeGreaterThan(only.isEmpty() ? 100 : 0);
        Map<String, String> refused = refused(runs);
        refused.forEach((k, v) -> System.out.println(k + "\n   " + v.replace("ModelFact", "\n      ")));
        assertThat(refused).isEmpty();
    }

    private static boolean isOfSafety(WrongRule rule) {
        return rule.check().matches("I[1-6]");
    }

    @Test
    void everyWrongRuleThatBreaksSafetyIsRefusedAndTheTrueOneIsNot() {
        Runs wrong = new Runs();
        Runs right = new Runs();
        Zoo.all().stream().filter(ModelTraceTest::isOfSafety).forEach(rule -> {
            long seed = rule.hunt().orElseThrow().seed();
            rule.play(rule.onSim(), seed, () -> wrong.begin(rule.name()));
            rule.play(SimVariant.NONE, seed, () -> right.begin(rule.name() + " put right"));
        });
        Runs all = new Runs();
        all.all.putAll(wrong.all);
        all.all.putAll(right.all);
        all.all.forEach((k, v) -> System.out.println(k + " " + v.facts().size()));
        Map<String, String> refused = refused(all);
        refused.forEach((k, v) -> System.out.println(k + "\n   " + v.replace("ModelFact", "\n      ")));
        assertThat(refused).containsOnlyKeys(wrong.all.keySet());
    }
}
