package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DelaysTest {
    @Test
    void evenDelaysGoFromTheLeastToTheMost() {
        Delays delays = Delays.uniform(100, 300);
        assertThat(delays.nanos(0)).isEqualTo(100);
        assertThat(delays.nanos(0.5)).isEqualTo(200);
        assertThat(delays.nanos(0.999)).isEqualTo(299);
        assertThat(Delays.fixed(7).nanos(0.9)).isEqualTo(7);
    }

    @Test
    void longTailsHaveTheirMedianAndStopAtTheMost() {
        Delays delays = Delays.longTailed(1_000, 2_000, 50_000);
        assertThat(delays.nanos(0)).isEqualTo(1_000);
        assertThat(delays.nanos(0.5)).isEqualTo(2_000);
        assertThat(delays.nanos(0.99)).isBetween(10_900L, 11_000L);
        assertThat(delays.nanos(Math.nextDown(1.0))).isEqualTo(50_000);
    }

    @Test
    void noDelayIsNegativeAndTheLeastIsNotAboveTheMost() {
        assertThatThrownBy(() -> Delays.uniform(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Delays.uniform(6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Delays.longTailed(1, 5, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
