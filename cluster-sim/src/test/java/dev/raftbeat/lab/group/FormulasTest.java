package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.lab.topology.Formulas;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.lab.topology.TopologySettings;
import java.util.List;
import java.util.function.ToLongFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is what arithmetic and the papers expect, within bounds that a wrong protocol would leave. */
class FormulasTest {
    private static final long INTERVAL = 1_000_000_000L;
    private static final LatencyModel NO_LOSS = LatencyModel.LAN.losing(0);

    private static Plan plan(boolean aligned) {
        return new Plan(TopologySettings.every(INTERVAL, 0), NO_LOSS, TrialFault.CRASH, 60, aligned);
    }

    private static TopologyResult measure(TopologyKind kind, int members, int trials, boolean aligned) {
        return TopologyComparison.measure(List.of(kind), List.of(members), plan(aligned), 11, trials)
                .get(0);
    }

    private static double intervals(TopologyResult measured, ToLongFunction<TrialOutcome> time) {
        return measured.seconds(time);
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void messagesAreAsMany(TopologyKind kind) {
        for (int members : new int[] {10, 60}) {
            TopologyResult measured = measure(kind, members, 4, false);
            double each = Formulas.messagesPerMember(kind, members);
            assertThat(measured.mean(trial -> trial.rest().sentPerMember()))
                    .isCloseTo(each, Percentage.withPercentage(2));
            double busiest = Formulas.messagesOfBusiest(kind, members);
            if (each > 1.99 && kind.compareTo(TopologyKind.GOSSIP) < 0) {
                assertThat(measured.mean(trial -> trial.rest().busiest()))
                        .isCloseTo(busiest, Percentage.withPercentage(3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void aCrashIsDetectedInTime(TopologyKind kind) {
        TopologyResult measured = measure(kind, 60, 60, false);
        double first = Formulas.firstDetection(kind, 60, plan(false).settings());
        assertThat(intervals(measured, TrialOutcome::firstDoubt)).isCloseTo(first, within(0.3));
        double all = Formulas.everybodyKnows(
                kind, 60, plan(false).settings(), plan(false).hop());
        // SWIM's and gossip's formulas bound the spread of news from above.
        assertThat(intervals(measured, TrialOutcome::allKnow)).isBetween(0.75 * all, 1.05 * all);
        assertThat(measured.mean(TrialOutcome::mistakes)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void formulasAreForNoLoss(TopologyKind kind) {
        TopologySettings lossy = TopologySettings.every(INTERVAL, 0.1);
        TopologySettings whole = TopologySettings.every(INTERVAL, 0);
        assertThat(Formulas.firstDetection(kind, 1_000, lossy)).isEqualTo(Formulas.firstDetection(kind, 1_000, whole));
        assertThat(Formulas.everybodyKnows(kind, 1_000, lossy, 0.001))
                .isEqualTo(Formulas.everybodyKnows(kind, 1_000, whole, 0.001));
    }

    @Test
    void newsGoesRoundARingByAMillisecondAHop() {
        TopologySettings settings = TopologySettings.every(INTERVAL, 0.001);
        assertThat(Formulas.everybodyKnows(TopologyKind.RING, 1_000, settings, 0.001))
                .isCloseTo(4.00, within(1e-9));
        assertThat(Formulas.delayByLoss(TopologyKind.RING, 1_000, 0.001)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void swimTakesOnePointFiveEightPeriodsWhenAllPeriodsBeginTogether() {
        TopologyResult measured = measure(TopologyKind.SWIM, 30, 400, true);
        // 1 / (1 - (1 - 1/n)^n), which tends to e / (e - 1) = 1.58; each of n others probes one of n (Das et al. 2002,
        // §3.1).
        double expected = 1 / (1 - Math.pow(1 - 1.0 / 29, 29));
        assertThat(expected).isCloseTo(1.57, within(0.01));
        assertThat(intervals(measured, TrialOutcome::firstDoubt)).isCloseTo(expected, within(0.13));
    }

    @Test
    void newsByGossipTakesTheLogarithmOfTheGroup() {
        for (int members : new int[] {20, 80, 320}) {
            TopologyResult measured = measure(TopologyKind.GOSSIP, members, 8, false);
            double spread = measured.mean(one -> (one.allKnow() - one.firstDead()) / (double) INTERVAL);
            assertThat(spread).isCloseTo(Formulas.spread(members), Percentage.withPercentage(30));
        }
    }

    @Test
    void withoutItsMonitorACentralGroupFindsOutNothing() {
        TopologyResult central = measure(TopologyKind.CENTRAL, 30, 3, false);
        assertThat(central.secondsWithoutWatcher(TrialOutcome::firstDoubt)).isInfinite();
        assertThat(central.secondsWithoutWatcher(TrialOutcome::watcherMissed)).isBetween(2.0, 4.5);
        for (TopologyKind kind : TopologyKind.values()) {
            if (kind != TopologyKind.CENTRAL) {
                TopologyResult measured = measure(kind, 30, 3, false);
                assertThat(measured.secondsWithoutWatcher(TrialOutcome::allKnow))
                        .as(kind.word())
                        .isFinite();
            }
        }
    }
}
