package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that somebody stops is judged as far as it came, and says how far that was. */
class StoppedScenarioTest {
    private static final ScenarioRunner SIM = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));
    private static final String STORY = """
            cluster 3
            run until leader
            expect elections >= 1
            run 1h
            expect elections >= 1
            cluster 1
            run 1h
            """;

    private static Scenario scenario(String text) throws ScenarioSyntaxException {
        return ScenarioParser.parse("story.scenario", text);
    }

    private static ScenarioResult stoppedAfter(long nanos) throws ScenarioSyntaxException {
        Progress progress = new Progress();
        ScenarioRunner runner = SIM.passing(passed -> {
            if (progress.done() >= nanos) {
                progress.stop();
            }
            progress.advance(passed);
        });
        return runner.run(scenario(STORY), OptionalLong.of(3), 3, ScenarioRunner.Listener.NONE);
    }

    @Test
    void theLinesBeforeItsEndAreJudgedAndNoOthers() throws Exception {
        ScenarioResult result = stoppedAfter(60_000_000_000L);
        assertThat(result.trials()).hasSize(1);
        TrialResult trial = result.trials().get(0);
        assertThat(trial.findings()).extracting(Finding::line).containsExactly(2, 3);
        assertThat(trial.findings()).extracting(Finding::verdict).containsOnly(Verdict.VALID);
        assertThat(trial.endNanos()).isBetween(50_000_000_000L, 61_000_000_000L);
        assertThat(trial.lamps()).anyMatch(lamp -> lamp.judged() > 0);
    }

    @Test
    void aWaitForAConditionIsBrokenOffToo() throws Exception {
        ScenarioResult result = stoppedAfter(1_000_000L);
        assertThat(result.trials().get(0).findings()).isEmpty();
        assertThat(result.trials().get(0).endNanos()).isLessThan(10_000_000L);
    }

    @Test
    void aLineThatWaitsIsBrokenOffToo() throws Exception {
        Scenario scenario = scenario("cluster 3\nkill leader within 10s\n");
        ScenarioResult result = SIM.passing(nanos -> {
                    throw new StoppedException();
                })
                .run(scenario, 3);
        assertThat(result.trials().get(0).endNanos()).isLessThan(10_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster 3\nrun until leader within 10s\nrun 2s\nrun 5ms\n",
                "cluster 3\nkill leader within 10s\nrun 2s\n"
            })
    void allOfTheTimeThatATrialMayTakeIsTold(String text) throws Exception {
        AtomicLong told = new AtomicLong();
        Scenario scenario = scenario(text);
        SIM.passing(told::addAndGet).run(scenario, 1);
        assertThat(told.get() / 1e9)
                .isEqualTo(TrialLength.of(scenario.trials().get(0)).seconds());
    }

    @Test
    void aSurveyKeepsTheRunsThatCameToTheirEnd() throws Exception {
        Progress progress = new Progress();
        AtomicLong runs = new AtomicLong();
        ScenarioRunner runner = new ScenarioRunner("sim", spec -> {
            if (runs.incrementAndGet() == 20) {
                progress.stop();
            }
            return new SimWorld(SimOptions.of(spec));
        });
        SeedSurvey survey = SeedSurvey.of(
                runner,
                scenario("cluster 3\nrun until leader\n"),
                1,
                1_000_000,
                ScenarioRunner.Listener.NONE,
                progress);
        assertThat(survey.results()).hasSizeBetween(10, 19);
        int played = survey.results().size();
        assertThat(survey.lines().get(0))
                .matches("(" + played + " of the )?seeds \\d+ to \\d+: " + played + " of " + played + " valid");
    }

    @Test
    void aSurveyThatIsStoppedAtOnceSaysSo() throws Exception {
        Progress progress = new Progress();
        progress.stop();
        SeedSurvey survey = SeedSurvey.of(SIM, scenario(STORY), 1, 10, ScenarioRunner.Listener.NONE, progress);
        assertThat(survey.lines()).containsExactly("no run came to its end");
        assertThat(survey.verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
