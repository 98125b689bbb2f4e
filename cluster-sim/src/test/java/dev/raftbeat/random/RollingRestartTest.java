package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.random.RollingRestart.Order;
import dev.raftbeat.random.RollingRestart.Plan;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.ForwardingWorld;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rolling restarts, on simulated clusters. */
class RollingRestartTest {
    private static final long MILLI = 1_000_000;
    private static final long SEEDS = 10;

    private static WorldSpec spec(long seed) {
        return new WorldSpec(5, Pace.LAN.settings(), seed);
    }

    private static WorldSpec timersOnly(long seed) {
        return new WorldSpec(5, Pace.LAN.settings().withEvidence(false), seed);
    }

    private static RollingRestart.Result run(long seed, Order order) {
        return run(spec(seed), new Plan(order, false));
    }

    private static RollingRestart.Result run(WorldSpec spec, Plan plan) {
        return new RollingRestart(spec, plan, turn -> {}).run(new SimWorld(SimOptions.of(spec)));
    }

    @Test
    void fiveNodesAreRestartedAndNobodyMissesALeader() {
        for (Order order : Order.values()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                RollingRestart.Result result = run(seed, order);

                assertThat(result.verdict()).as("seed " + seed).isEqualTo(Verdict.VALID);
                assertThat(result.turns())
                        .hasSize(5)
                        .allMatch(turn -> turn.troubles().isEmpty());
                assertThat(result.turns().stream().map(RollingTurn::node))
                        .containsExactlyInAnyOrderElementsOf(spec(seed).members());
                assertThat(result.leaderlessNanos()).as("seed " + seed).isLessThan(100 * MILLI);
            }
        }
    }

    @Test
    void killsCostAnElectionTimeoutForEachLeader() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RollingRestart.Result result = run(timersOnly(seed), new Plan(Order.LEADER_LAST, true));

            assertThat(result.verdict()).isEqualTo(Verdict.VALID);
            assertThat(result.leaderlessNanos()).as("seed " + seed).isGreaterThan(95 * MILLI);
        }
    }

    @Test
    void withEvidenceTheyCostMilliseconds() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RollingRestart.Result result = run(spec(seed), new Plan(Order.LEADER_LAST, true));

            assertThat(result.verdict()).isEqualTo(Verdict.VALID);
            assertThat(result.leaderlessNanos()).as("seed " + seed).isBetween(MILLI, 40 * MILLI);
        }
    }

    @Test
    void theLeaderIsLeftForTheEndOrTakenWhenItsTurnComes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<RollingTurn> last = run(seed, Order.LEADER_LAST).turns();
            assertThat(last.stream().map(RollingTurn::led)).containsExactly(false, false, false, false, true);
            assertThat(run(seed, Order.IN_ORDER).turns().stream().map(RollingTurn::node))
                    .containsExactlyElementsOf(spec(seed).members());
        }
    }

    @Test
    void aNodeThatDoesNotComeBackIsAViolation() {
        World half = new ThatDoesNotRestart(new SimWorld(SimOptions.of(spec(1))));
        RollingRestart.Result result =
                new RollingRestart(spec(1), new Plan(Order.LEADER_LAST, false), turn -> {}).run(half);

        assertThat(result.turns()).hasSize(1);
        assertThat(result.turns().get(0).leader()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void nodesThatForgetTheirVotesAreFoundOut() {
        SimOptions wrong = SimOptions.of(spec(1))
                .withVariant(Zoo.find("never-saves").orElseThrow().onSim());
        RollingRestart.Result result =
                new RollingRestart(spec(1), new Plan(Order.IN_ORDER, false), turn -> {}).run(new SimWorld(wrong));

        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void whoeverStopsItGetsWhatWasSeen() {
        List<RollingRestart> restart = new ArrayList<>();
        restart.add(new RollingRestart(
                spec(1),
                new Plan(Order.LEADER_LAST, false),
                turn -> restart.get(0).stop()));
        RollingRestart.Result result = restart.get(0).run(new SimWorld(SimOptions.of(spec(1))));

        assertThat(result.interrupted()).isTrue();
        assertThat(result.turns()).hasSize(1);
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    /** {@code restart} says that it did, and does nothing. */
    private record ThatDoesNotRestart(World world) implements ForwardingWorld {
        @Override
        public Outcome apply(Fault line) {
            return line.word() == ProcessWords.RESTART ? new Outcome(true, "restarted") : world.apply(line);
        }
    }
}
