package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A follower that thaws hears the heartbeats that wait in its inbox before its timer may fire, however short the freeze. */
class ThawedFollowerTest {
    private static final int SEEDS = 100;
    private static final ScenarioRunner SIM = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));

    @ParameterizedTest
    @ValueSource(ints = {160, 200, 250, 290})
    void itDoesNotCampaign(int millis) throws ScenarioSyntaxException {
        Scenario scenario = ScenarioParser.parse("thaw.scenario", """
                cluster 5 prevote off checkquorum off
                run until stable
                expect stable
                pause follower
                run %dms
                resume same
                run 2s
                expect elections == 0
                """.formatted(millis));
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(SIM.run(scenario, seed).verdict()).as("seed %d", seed).isEqualTo(Verdict.VALID);
        }
    }
}
