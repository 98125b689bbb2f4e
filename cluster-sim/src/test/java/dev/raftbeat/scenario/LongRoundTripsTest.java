package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgements count for a quorum window after their heartbeat was sent, however many heartbeats went out meanwhile. */
class LongRoundTripsTest {
    private static final int SEEDS = 5;
    private static final ScenarioRunner SIM = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)));

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 80, 125})
    void aLeaderThatAllAnswerStays(int millis) throws ScenarioSyntaxException {
        Scenario scenario = ScenarioParser.parse("round-trips.scenario", """
                cluster 3 heartbeat 1ms election 150..300ms
                run until stable
                slow all -> all %dms
                run 20E
                expect never saw QuorumLost
                """.formatted(millis));
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(SIM.run(scenario, seed).verdict()).as("seed %d", seed).isEqualTo(Verdict.VALID);
        }
    }
}
