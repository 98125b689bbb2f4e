package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.random.DrawnScenario;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.zoo.WrongRule;
import dev.raftbeat.zoo.Zoo;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At every fact of every run, the screen, the words of the fault language, {@code run until}, the checks, the report, the
 * explanations and the statuses of the nodes name the same leader and the same faults.
 */
@BesideAnother
class OneLeaderTest {
    private static final int SWEEP_SEEDS = Integer.getInteger("raftbeat.agreement.seeds", 200);
    private static final long LOOK_NANOS = 1_000_000;
    private static final long PATIENCE_ELECTIONS = 20;

    @Test
    void everyScenario() {
        agree(ScenarioFiles.all().stream()
                .filter(file -> !ScenarioFiles.needsKernels(file))
                .map(ScenarioFiles::read)
                .flatMap(scenario -> scenario.trials().stream()
                        .map(trial ->
                                new Run(scenario.name(), trial, trial.seed().orElse(1), SimVariant.NONE, true))));
    }

    @Test
    void randomFaults() {
        agree(IntStream.rangeClosed(1, SWEEP_SEEDS)
                .mapToObj(seed -> drawn("sweep seed " + seed, seed, SimVariant.NONE)));
    }

    @Test
    void wrongRules() {
        agree(Zoo.all().stream().flatMap(OneLeaderTest::runsOf));
    }

    /** The scenario that catches it, where that is how it is caught, and random faults. */
    private static Stream<Run> runsOf(WrongRule rule) {
        Run random = drawn(rule.name(), 3, rule.onSim());
        try {
            return Stream.concat(
                    Stream.of(random),
                    ScenarioParser.parse(rule.name(), rule.plan()).trials().stream()
                            .map(trial -> new Run(rule.name(), trial, 1, rule.onSim(), false)));
        } catch (ScenarioSyntaxException onlyWords) {
            return Stream.of(random, drawn(rule.name(), 4, rule.onSim()));
        }
    }

    private static Run drawn(String name, long seed, SimVariant variant) {
        return new Run(name, parse(DrawnScenario.lines(seed)).trials().get(0), seed, variant, seed % 10 == 0);
    }

    private static Scenario parse(List<String> lines) {
        try {
            return ScenarioParser.parse("drawn", String.join("\n", lines));
        } catch (ScenarioSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void agree(Stream<Run> runs) {
        List<Voices.Outcome> all = runs.parallel().map(Run::play).toList();

        assertThat(all).isNotEmpty().allMatch(run -> run.facts() > 0);
        assertThat(all.stream().mapToLong(Voices.Outcome::leads).sum()).isPositive();
        assertThat(all.stream().flatMap(run -> run.disagreements().stream())).isEmpty();
    }

    /** One cluster that is played to its end. */
    private record Run(String name, Trial trial, long seed, SimVariant variant, boolean whole) {
        private Voices.Outcome play() {
            WorldSpec spec = new WorldSpec(trial.nodes(), trial.settings(), seed, trial.store());
            Voices voices = new Voices(name + " line " + trial.line() + " seed " + seed, spec, whole);
            SimCluster cluster = new SimCluster(SimOptions.of(spec).withVariant(variant), voices);
            voices.selectors(cluster::picture);
            Player player = new Player(cluster, voices);
            for (ScenarioStep step : trial.steps()) {
                step.accept(player);
                voices.scenario().passTo(cluster.now());
                voices.injector(cluster.faults().active().stream()
                        .map(ActiveFault::number)
                        .toList());
            }
            return voices.end();
        }
    }

    /** Carries out what lines do; what they expect is other tests' matter. */
    private record Player(SimCluster cluster, Voices voices) implements ScenarioStep.Visitor {
        @Override
        public void runFor(ScenarioStep.RunFor step) {
            cluster.runFor(step.time().nanos(voices.scenario().electionNanos()));
            voices.scenario().waited();
        }

        @Override
        public void runUntil(ScenarioStep.RunUntil step) {
            long election = voices.scenario().electionNanos();
            long end = cluster.now()
                    + step.within().map(time -> time.nanos(election)).orElse(PATIENCE_ELECTIONS * election);
            BooleanSupplier condition = step.condition().watch(voices.scenario());
            while (!condition.getAsBoolean() && cluster.now() < end) {
                cluster.runFor(LOOK_NANOS);
                voices.scenario().passTo(cluster.now());
            }
            voices.scenario().waited();
        }

        @Override
        public void breaks(ScenarioStep.Break step) {
            cluster.apply(step.fault());
        }

        @Override
        public void expect(ScenarioStep.Expect step) {
            voices.scenario().turnPage();
        }

        @Override
        public void block(ScenarioStep.Block step) {
            // What is said of it is other tests' matter.
        }
    }

    /** A frozen or dead node follows nobody: two lines in a row say the same. */
    @ParameterizedTest
    @ValueSource(strings = {"pause", "kill"})
    void whoStandsStillFollowsNobody(String word) {
        Scenario scenario = parse(List.of(
                "cluster 5 pace lan prevote off checkquorum off seed 7",
                "run until stable",
                word + " leader+1, leader+2, leader+3",
                "run 1s",
                "run until leader",
                "cut leader -> follower"));

        List<Finding> findings =
                ScenarioFilesTest.SIM.run(scenario, 7).trials().get(0).findings();

        assertThat(findings)
                .filteredOn(finding -> finding.text().equals("run until leader"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.VIOLATED));
        assertThat(findings)
                .filteredOn(finding -> finding.text().equals("cut leader -> follower"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
                    assertThat(finding.reason()).contains("no node leads now that a quorum would follow");
                });
    }
}
