package dev.raftbeat.check.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.check.CoreCluster;
import dev.raftbeat.check.History;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftRules;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L7 on the real core, with random timers and without. */
class SplitVotesTest {
    private static final Settings PLAIN = History.LAN.withPreVote(false);

    private static NodeId newestLeader(List<StampedFact> facts) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i).fact() instanceof BecameLeader) {
                return facts.get(i).node();
            }
        }
        return NodeId.WORLD;
    }

    /** The leader is killed again and again, and comes back when another leads. */
    private static Judge.Lamp killLeaders(int size, int kills, RaftRules rules, long seed) {
        CoreCluster cluster = new CoreCluster(size, PLAIN, rules, seed);
        cluster.run(2_000);
        for (int i = 0; i < kills; i++) {
            NodeId leader = newestLeader(cluster.facts());
            cluster.kill(leader);
            cluster.run(1_500);
            cluster.restart(leader);
            cluster.run(500);
        }
        Judge judge = new Judge(List.of(new SplitVotes(new OrderedFacts())));
        cluster.facts().forEach(judge::hear);
        judge.endOfRun(cluster.now());
        return judge.lamps().get(0);
    }

    @ParameterizedTest
    @CsvSource({"9, 40", "7, 10", "5, 10", "3, 10"})
    void randomTimersAreNeverViolated(int size, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            Judge.Lamp lamp = killLeaders(size, 40, new RaftRules(), seed);
            assertThat(lamp.violations()).as("seed " + seed).isEmpty();
            assertThat(lamp.verdict())
                    .as("seed %d: %d judged", seed, lamp.judged())
                    .isEqualTo(Verdict.VALID);
        }
    }

    @Test
    void timersOfThreeValuesSplitVotes() {
        RaftRules rules = new RaftRules() {
            @Override
            public long timeoutFor(ArmReason reason, long drawnNanos) {
                return drawnNanos / 50_000_000 * 50_000_000;
            }
        };
        for (long seed = 1; seed <= 5; seed++) {
            Judge.Lamp lamp = killLeaders(9, 40, rules, seed);
            assertThat(lamp.verdict()).as("seed %d: %s", seed, lamp).isEqualTo(Verdict.VIOLATED);
        }
    }

    /** Where all requests take the same time, it is the formula of the thesis. */
    @ParameterizedTest
    @CsvSource({
        "3, 3, 0.10, 0.0280",
        "3, 2, 0.10, 0.1900",
        "5, 4, 0.20, 0.1808",
        "9, 5, 0.05, 0.2262",
        "5, 3, 0.20, 0.4880"
    })
    void oneLatencyGivesTheFiguresOfTheThesis(int members, int alive, double share, double probability) {
        SplitForecast forecast = new SplitForecast(List.of(new long[] {(long) (share * 1e9)}));
        assertThat(forecast.probability(members, alive, 1_000_000_000L)).isCloseTo(probability, within(0.01));
    }

    /** With eight timers and quick messages it takes four rivals to split by the formula, and one where they differ. */
    @Test
    void latenciesThatDifferSplitMoreVotes() {
        double alike = new SplitForecast(List.of(new long[] {2_500_000})).probability(9, 8, 150_000_000);
        double unlike = new SplitForecast(List.of(new long[] {1_500_000, 3_500_000})).probability(9, 8, 150_000_000);
        assertThat(alike).isLessThan(0.0005);
        assertThat(unlike).isGreaterThan(0.005);
    }

    /** By the tails of the binomial distribution: 40 with 0.34 % each are five or more in 2.5 runs of ten million. */
    @ParameterizedTest
    @CsvSource({"40, 0.0034, 4", "40, 0.5, 34", "1000, 0.01, 28", "30, 0, 0", "30, 1, 30"})
    void theBoundIsThatOfABinomialDistribution(int elections, double each, int most) {
        assertThat(SplitForecast.most(Collections.nCopies(elections, each), 1e-6))
                .isEqualTo(most);
    }
}
