package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimClockTest {
    @Test
    void aTrueClockShowsTheTimeOfItsHost() {
        SimClock clock = new SimClock(0);
        assertThat(clock.now(123)).isEqualTo(123);
        assertThat(clock.hostTimeOf(500, 123)).isEqualTo(500);
        assertThat(clock.hostTimeOf(100, 123)).isEqualTo(123);
    }

    @Test
    void aSkewBendsTheClockWhereItStandsAndNeverMovesItBack() {
        SimClock clock = new SimClock(0);
        clock.skew(1.5, 1000);
        assertThat(clock.now(1000)).isEqualTo(1000);
        assertThat(clock.now(2000)).isEqualTo(2500);
        clock.skew(0.5, 2000);
        assertThat(clock.now(2000)).isEqualTo(2500);
        assertThat(clock.now(4000)).isEqualTo(3500);
        clock.skew(1, 4000);
        assertThat(clock.now(5000)).isEqualTo(4500);
    }

    @Test
    void whenAHostTimeIsAskedForTheClockHasReachedItByThen() {
        for (double skew : new double[] {0.1, 0.5, 0.999, 1, 1.05, 3, 9.7}) {
            SimClock clock = new SimClock(37);
            clock.skew(skew, 1_000_000);
            for (long own = clock.now(1_000_000); own < 4_000_000; own += 99_991) {
                long host = clock.hostTimeOf(own, 1_000_000);
                assertThat(clock.now(host)).as("skew %s", skew).isGreaterThanOrEqualTo(own - 1);
                assertThat(clock.now(host - 10)).isLessThanOrEqualTo(Math.max(own, clock.now(1_000_000)));
            }
        }
    }

    @Test
    void aQuartzOfItsOwnGainsOrLosesWithoutAnySkew() {
        assertThat(new SimClock(100).now(1_000_000_000)).isEqualTo(1_000_100_000);
        assertThat(new SimClock(-100).now(1_000_000_000)).isEqualTo(999_900_000);
    }
}
