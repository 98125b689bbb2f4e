package dev.raftbeat.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.topology.TopologyKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MishapsTest {
    private static final long INTERVAL = 1_000_000_000L;

    private static Measured measure(TopologyKind kind, int members, Mishap mishap, int trials) {
        return Comparison.measure(List.of(kind), List.of(members), Plan.of(mishap, INTERVAL), 3, trials)
                .get(0);
    }

    @Test
    void slowMembersDeceiveSwimAtLeastFiftyTimesAsOftenAsLifeguard() {
        Measured swim = measure(TopologyKind.SWIM, 100, Mishap.OVERLOAD, 4);
        Measured lifeguard = measure(TopologyKind.LIFEGUARD, 100, Mishap.OVERLOAD, 4);
        assertThat(swim.mean(Outcome::mistakesOfTheWell)).isGreaterThan(100);
        assertThat(swim.mean(Outcome::mistakes)).isGreaterThan(50 * lifeguard.mean(Outcome::mistakes));
        // It is no blinder for it: a member that cannot answer is found out all the same.
        assertThat(lifeguard.seconds(Outcome::firstDead)).isLessThan(2 * swim.seconds(Outcome::firstDead));
    }

    @Test
    void aSlowMonitorDeceivesAllWhereItIsAloneAndFewWhereTwoOfThreeCount() {
        Measured central = measure(TopologyKind.CENTRAL, 100, Mishap.OVERLOAD, 2);
        Measured redundant = measure(TopologyKind.REDUNDANT, 100, Mishap.OVERLOAD, 2);
        assertThat(central.mean(Outcome::wronged)).isGreaterThan(80);
        assertThat(redundant.mean(Outcome::wronged)).isLessThan(10);
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void whoStoodStillIsFoundOutAndTrustedAgain(TopologyKind kind) {
        Measured measured = measure(kind, 40, Mishap.PAUSE, 2);
        assertThat(measured.seconds(Outcome::allKnow)).isBetween(2.0, 50.0);
        assertThat(measured.seconds(Outcome::allTrust)).isLessThan(30);
        // Whoever wakes up may doubt some others for a moment; nobody who was awake may.
        assertThat(measured.mean(Outcome::mistakes)).isLessThan(4);
    }

    @Test
    void twoHalvesThatHoldEachOtherDeadNeverMeetAgainBySwimAlone() {
        Measured swim = measure(TopologyKind.SWIM, 100, Mishap.PARTITION, 3);
        assertThat(swim.seconds(Outcome::allKnow)).isFinite();
        assertThat(swim.seconds(Outcome::allTrust)).isInfinite();
    }

    @Test
    void beyondItsLimitAGroupIsNotSimulatedAndTheTableSaysSo() {
        Measured measured = measure(TopologyKind.ALL_TO_ALL, 100_000, Mishap.CRASH, 1);
        assertThat(measured.simulated()).isFalse();
        assertThat(TopologyTable.lines(List.of(measured)).get(2))
                .contains("not simulated beyond 2000", "10.0G messages, 410GB a second");
    }
}
