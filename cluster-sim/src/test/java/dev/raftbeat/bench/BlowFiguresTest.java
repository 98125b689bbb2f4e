package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.bench.FailoverLog.Failover;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is told of a leader's loss: beside the timers where they decide, beside a target of its own where proof does. */
class BlowFiguresTest {
    private static final long MS = 1_000_000;

    private static BlowFigures figures(boolean onProof, long electedMillis) {
        BlowFigures figures = new BlowFigures(onProof);
        figures.add(new Failover(150 * MS, electedMillis * MS, (electedMillis + 1) * MS, Optional.empty()));
        return figures;
    }

    @Test
    void whereTimersDecideTheyAreTheMeasure() {
        assertThat(figures(false, 165).lines())
                .anyMatch(line -> line.matches(" +ratio of the medians: +1\\.10 \\(target: at most 1\\.05\\)"))
                .noneMatch(line -> line.contains("target, at most"));
        assertThat(figures(false, 165).measures(3, "kill"))
                .extracting(BenchValue::name)
                .containsExactly(
                        "killToNewLeaderMs",
                        "killToQuorumFollowsMs",
                        "killAtBestMs",
                        "killBeyondBestMs",
                        "killRatioToBest");
    }

    @Test
    void whereProofDecidesTimersAreNoMeasure() {
        assertThat(figures(true, 9).lines())
                .anyMatch(line -> line.matches(
                        " +target, at most: +median 15 ms, p95 40 ms \\(met: 0\\.6\\d and 0\\.2\\d of it\\)"))
                .noneMatch(line -> line.contains("timeouts") || line.contains("ratio"));
        assertThat(figures(true, 41).lines()).anyMatch(line -> line.contains("(missed: 2.7"));
        assertThat(figures(true, 9).measures(3, "kill"))
                .extracting(BenchValue::name)
                .containsExactly("killToNewLeaderMs", "killToQuorumFollowsMs");
        BenchValue first = figures(true, 9).measures(3, "kill").get(0);
        assertThat(first.target()).isEqualTo(OptionalDouble.of(15));
        assertThat(first.targetP95()).isEqualTo(OptionalDouble.of(40));
    }

    @Test
    void nothingMeasuredIsNoTargetMet() {
        assertThat(new BlowFigures(true).lines()).noneMatch(line -> line.contains("target"));
        assertThat(new BlowFigures(true).measures(3, "kill")).isEmpty();
    }
}
