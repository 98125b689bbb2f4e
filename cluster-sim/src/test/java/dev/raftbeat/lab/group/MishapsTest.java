package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.topology.TopologyKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MishapsTest {
    private static final long INTERVAL = 1_000_000_000L;

    private static TopologyResult measure(TopologyKind kind, int members, TrialFault mishap, int trials) {
        return TopologyComparison.measure(List.of(kind), List.of(members), Plan.of(mishap, INTERVAL), 3, trials)
                .get(0);
    }

    @Test
    void slowMembersDeceiveSwimAtLeastFiftyTimesAsOftenAsLifeguard() {
        TopologyResult swim = measure(TopologyKind.SWIM, 100, TrialFault.OVERLOAD, 4);
        TopologyResult lifeguard = measure(TopologyKind.LIFEGUARD, 100, TrialFault.OVERLOAD, 4);
        assertThat(swim.mean(TrialOutcome::mistakesOfTheWell)).isGreaterThan(100);
        assertThat(swim.mean(TrialOutcome::mistakes)).isGreaterThan(50 * lifeguard.mean(TrialOutcome::mistakes));
        // It is no blinder for it: a member that cannot answer is found out all the same.
        assertThat(lifeguard.seconds(TrialOutcome::firstDead)).isLessThan(2 * swim.seconds(TrialOutcome::firstDead));
    }

    @Test
    void aSlowMonitorDeceivesAllWhereItIsAloneAndFewWhereTwoOfThreeCount() {
        TopologyResult central = measure(TopologyKind.CENTRAL, 100, TrialFault.OVERLOAD, 2);
        TopologyResult redundant = measure(TopologyKind.REDUNDANT, 100, TrialFault.OVERLOAD, 2);
        assertThat(central.mean(TrialOutcome::wronged)).isGreaterThan(80);
        assertThat(redundant.mean(TrialOutcome::wronged)).isLessThan(10);
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void whoStoodStillIsFoundOutAndTrustedAgain(TopologyKind kind) {
        TopologyResult measured = measure(kind, 40, TrialFault.PAUSE, 2);
        assertThat(measured.seconds(TrialOutcome::allKnow)).isBetween(2.0, 50.0);
        assertThat(measured.seconds(TrialOutcome::allTrust)).isLessThan(30);
        // Whoever wakes up may doubt some others for a moment; nobody who was awake may.
        assertThat(measured.mean(TrialOutcome::mistakes)).isLessThan(4);
    }

    @Test
    void twoHalvesThatHoldEachOtherDeadNeverMeetAgainBySwimAlone() {
        TopologyResult swim = measure(TopologyKind.SWIM, 100, TrialFault.PARTITION, 3);
        assertThat(swim.seconds(TrialOutcome::allKnow)).isFinite();
        assertThat(swim.seconds(TrialOutcome::allTrust)).isInfinite();
    }

    @Test
    void beyondItsLimitAGroupIsNotSimulatedAndTheTableSaysSo() {
        TopologyResult measured = measure(TopologyKind.ALL_TO_ALL, 100_000, TrialFault.CRASH, 1);
        assertThat(measured.simulated()).isFalse();
        assertThat(TopologyTable.lines(List.of(measured)).get(2))
                .contains("not simulated beyond 2000", "10.0G messages, 410GB a second");
    }
}
