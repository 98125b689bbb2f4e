package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final long START = 1_000_000_000_000L;

    @Test
    void withoutSkewItIsTheHostsClockToTheNanosecond() {
        NodeClock clock = new NodeClock(START);

        assertThat(clock.now(START + 123_456_789_012_345L)).isEqualTo(START + 123_456_789_012_345L);
        assertThat(clock.hostDelayUntil(START + 50, START + 20)).isEqualTo(30);
    }

    @Test
    void aClockThatGainsFivePercentShowsMoreAndWaitsLess() {
        NodeClock clock = new NodeClock(START);
        clock.setRate(1.05, START);

        assertThat(clock.now(START + 1_000)).isEqualTo(START + 1_050);
        assertThat(clock.hostDelayUntil(START + 1_050, START)).isEqualTo(1_000);
    }

    @Test
    void aChangeOfRateBendsTheClockAndNeverLetsItJump() {
        NodeClock clock = new NodeClock(START);
        clock.setRate(2, START);
        long before = clock.now(START + 500);
        clock.setRate(0.5, START + 500);

        assertThat(clock.now(START + 500)).isEqualTo(before);
        assertThat(clock.now(START + 700)).isEqualTo(before + 100);
    }

    @Test
    void aTimeThatHasPassedIsWaitedForNoLonger() {
        NodeClock clock = new NodeClock(START);

        assertThat(clock.hostDelayUntil(START - 1, START)).isZero();
    }

    @Test
    void theDelayIsNeverTooShortWhateverTheRate() {
        for (double rate : new double[] {0.1, 0.9, 1.01, 1.05, 3, 10}) {
            NodeClock clock = new NodeClock(START);
            clock.setRate(rate, START);
            for (long wish = 1; wish < 5_000; wish += 7) {
                long delay = clock.hostDelayUntil(START + wish, START);
                assertThat(clock.now(START + delay)).as("rate %s", rate).isGreaterThanOrEqualTo(START + wish);
            }
        }
    }
}
