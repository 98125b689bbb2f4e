package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.tla.ModelFact;
import dev.raftbeat.tla.ModelTrace;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes tell, held against the model of elections in docs/spec, by TLC. */
@Tag("process")
class ModelTraceTest {
    /** Runs with more facts are looked at by a command only: {@code -Draftbeat.tla.facts=100000}. */
    private static final int FACTS_MAX = Integer.getInteger("raftbeat.tla.facts", 300);

    /** The first fact of each wrong rule's recording that the model cannot do. */
    private static final Map<String, String> FIRST_WRONG = Map.ofEntries(
            Map.entry("answers-before-save", "Booted"),
            Map.entry("candidate-forgets-own-vote", "BallotSaved"),
            Map.entry("counts-old-votes", "VoteCounted"),
            Map.entry("counts-replies-twice", "VoteCounted"),
            Map.entry("heartbeat-clears-vote", "BallotSaved"),
            Map.entry("ignores-failed-save", "Booted"),
            Map.entry("leaves-last-save-buffered", "Booted"),
            Map.entry("never-saves", "MessageDelivered"),
            Map.entry("no-vote-for-itself", "BallotSaved"),
            Map.entry("saves-term-alone", "Booted"),
            Map.entry("step-down-clears-vote", "BallotSaved"),
            Map.entry("term-goes-back", "BallotSaved"),
            Map.entry("votes-twice", "BallotSaved"));

    @TempDir
    Path folder;

    /** Runs by name. */
    private static final class Runs {
        private final Map<String, ModelTrace> all = new TreeMap<>();

        private ModelTrace begin(String name) {
            ModelTrace trace = new ModelTrace();
            all.put(
                    name + "#"
                            + (1
                                    + all.keySet().stream()
                                            .filter(key -> key.startsWith(name + "#"))
                                            .count()),
                    trace);
            return trace;
        }

        private void play(ScenarioRunner runner, Path file) {
            String name = ScenarioFiles.FOLDER.relativize(file).toString();
            runner.run(
                    ScenarioFiles.read(file),
                    OptionalLong.of(1),
                    1,
                    ScenarioRunner.Listener.hearing(() -> begin(name)));
        }
    }

    /** The runs that the model cannot do, and the fact where each of them goes wrong. */
    private Map<String, ModelFact> refused(Runs runs) {
        List<String> names = List.copyOf(runs.all.keySet());
        List<ModelTrace> traces = names.stream().map(runs.all::get).toList();
        Map<Integer, Integer> reached = new Tlc(folder).trace(traces).reached();
        assertThat(reached).hasSameSizeAs(names);
        Map<String, ModelFact> refused = new TreeMap<>();
        reached.forEach((run, at) -> {
            List<ModelFact> facts = traces.get(run - 1).facts();
            if (at <= facts.size()) {
                refused.put(names.get(run - 1), facts.get(at - 1));
            }
        });
        return refused;
    }

    @Test
    void everyScenarioIsARunOfTheModel() {
        Runs runs = new Runs();
        ScenarioFiles.all().stream()
                .filter(file -> !ScenarioFiles.needsKernels(file))
                .forEach(file -> runs.play(ScenarioFilesTest.SIM, file));
        runs.all.values().removeIf(run -> run.logsDiffer() || run.facts().size() > FACTS_MAX);
        assertThat(runs.all).hasSizeGreaterThan(100);
        assertThat(refused(runs)).isEmpty();
    }

    @Test
    void realProcessesRunAsTheModelDoes() {
        Path cluster = folder.resolve("cluster");
        Runs runs = new Runs();
        runs.play(
                new ScenarioRunner("local", spec -> LocalWorld.owning(cluster, spec, false, Optional.empty())),
                ScenarioFiles.FOLDER.resolve("live/leader-killed.scenario"));
        assertThat(runs.all.values())
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.facts()).hasSizeGreaterThan(50));
        assertThat(refused(runs)).isEmpty();
        Machine.awaitNothingLeft(cluster);
    }

    private static boolean breaksSafetyOfElections(WrongRule rule) {
        return rule.check().matches("I[1-6]");
    }

    @Test
    void everyWrongRuleThatBreaksSafetyIsRefusedWhereItGoesWrong() {
        Runs runs = new Runs();
        Zoo.all().stream().filter(ModelTraceTest::breaksSafetyOfElections).forEach(rule -> {
            long seed = rule.hunt().orElseThrow().seed();
            rule.play(rule.onSim(), seed, () -> runs.begin(rule.name()));
            rule.play(SimVariant.NONE, seed, () -> runs.begin("true rules instead of " + rule.name()));
        });
        Map<String, String> found = new TreeMap<>();
        refused(runs).forEach((name, fact) -> found.put(name.replaceAll("#\\d+", ""), fact.kind()));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(FIRST_WRONG);
    }

    /** What a planted disagreement does with a fact: another one, or none. */
    private static ModelTrace planted(List<StampedFact> told, UnaryOperator<Optional<StampedFact>> change) {
        ModelTrace trace = new ModelTrace();
        told.forEach(fact -> change.apply(Optional.of(fact)).ifPresent(trace::tell));
        return trace;
    }

    private static StampedFact withTermOneHigher(StampedFact told, BecameLeader leader) {
        return new StampedFact(
                told.tNanos(),
                told.node(),
                told.boot(),
                told.seq(),
                told.lamport(),
                told.cause(),
                new BecameLeader(leader.term() + 1, leader.votes()));
    }

    @Test
    void aMissingFactAndAWrongTermAreNoticed() {
        List<StampedFact> told = new ArrayList<>();
        ScenarioFilesTest.SIM.run(
                ScenarioFiles.read(ScenarioFiles.FOLDER.resolve("crashes/leader-kill.scenario")),
                OptionalLong.of(1),
                1,
                new ScenarioRunner.Listener() {
                    @Override
                    public FactSink begins(Scenario scenario, Trial trial, int number, long seed) {
                        return number == 1 ? told::add : fact -> {};
                    }
                });
        Runs runs = new Runs();
        runs.all.put("as told", planted(told, fact -> fact));
        runs.all.put("no vote", planted(told, fact -> fact.filter(one -> !(one.fact() instanceof VoteGranted))));
        runs.all.put(
                "no candidate", planted(told, fact -> fact.filter(one -> !(one.fact() instanceof BecameCandidate))));
        runs.all.put(
                "wrong term",
                planted(
                        told,
                        fact -> fact.map(one ->
                                one.fact() instanceof BecameLeader leader ? withTermOneHigher(one, leader) : one)));
        assertThat(refused(runs)).containsOnlyKeys("no vote", "no candidate", "wrong term");
        assertThat(refused(runs).get("wrong term").kind()).isEqualTo("BecameLeader");
    }
}
