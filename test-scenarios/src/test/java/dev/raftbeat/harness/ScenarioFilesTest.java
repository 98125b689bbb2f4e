package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.SeedSurvey;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario holds, under several seeds. For more of them: {@code -Draftbeat.scenario.seeds=100}, and {@code
 * -Draftbeat.scenario.from=SEED} for others.
 */
@BesideAnother
class ScenarioFilesTest {
    private static final int SEEDS = Integer.getInteger("raftbeat.scenario.seeds", 2);
    private static final long FROM = Long.getLong("raftbeat.scenario.from", 1);

    static final ScenarioRunner SIM = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));

    static Stream<String> files() {
        return ScenarioFiles.all().stream()
                .filter(file -> !ScenarioFiles.needsKernels(file))
                .map(file -> ScenarioFiles.FOLDER.relativize(file).toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsUnderSeveralSeeds(String file) {
        Scenario scenario = ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file));
        List<ScenarioResult> others = SeedSurvey.of(SIM, scenario, FROM, SEEDS).results().stream()
                .filter(result -> result.verdict() != Verdict.VALID)
                .toList();
        assertThat(others.stream().map(ScenarioFiles::failures)).isEmpty();
    }

    /** The comment on top says what is proven, and where it comes from; nodes are called by their roles. */
    @Test
    void eachSaysWhatItProvesAndWhereItComesFrom() {
        List<Path> all = ScenarioFiles.all();
        assertThat(all).hasSizeGreaterThan(30);
        for (Path file : all) {
            Scenario scenario = ScenarioFiles.read(file);
            assertThat(scenario.text()).as(file.toString()).startsWith("# ").contains("# Source: ");
            boolean rolling = file.endsWith("rolling-restart.scenario");
            assertThat(scenario.text().lines().filter(line -> !line.startsWith("#")))
                    .as(file + " calls nodes by role")
                    .allMatch(line -> rolling || !line.matches(".*\\bn[1-9]\\b.*"));
        }
    }

    /** Whoever weakens a scenario to plain settings alone loses what it is for. */
    @Test
    void eachShowsPlainRaftAndPreVoteWithCheckQuorum() {
        for (Path file : ScenarioFiles.all()) {
            Scenario scenario = ScenarioFiles.read(file);
            if (ScenarioFiles.isOfTheTable(file)) {
                assertThat(scenario.trials())
                        .as(file.toString())
                        .anyMatch(trial ->
                                !trial.settings().preVote() && !trial.settings().checkQuorum())
                        .anyMatch(trial ->
                                trial.settings().preVote() && trial.settings().checkQuorum());
            }
        }
    }
}
