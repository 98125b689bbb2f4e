package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTimeoutTest {
    private static final long SECOND = 1_000_000_000L;

    /** max(Min, Max - (Max - Min) log(C+1)/log(K+1)) at Min 2 s, Max 30 s, K 3, worked out by hand in milliseconds. */
    @ParameterizedTest
    @CsvSource({"0, 30000", "1, 16000", "2, 7810", "3, 2000", "4, 2000", "100, 2000"})
    void itFallsWithEachConfirmation(int confirmed, long millis) {
        SuspicionTimeout timeout = new SuspicionTimeout(2 * SECOND, 30 * SECOND, 3);
        assertThat(timeout.nanosAfter(confirmed) / 1_000_000).isEqualTo(millis);
    }

    /** alpha log10(n) intervals, and six times that; 5 log10(128) s is 10.54 s. */
    @ParameterizedTest
    @CsvSource({"100, 4, 8000, 48000", "128, 5, 10536, 63216", "1000, 4, 12000, 72000", "5, 4, 4000, 24000"})
    void aGroupsLimitsGrowWithItsLogarithm(int members, int alpha, long minMillis, long maxMillis) {
        SuspicionTimeout timeout = SuspicionTimeout.ofGroup(members, SECOND, alpha, 6);
        assertThat(timeout.minNanos() / 1_000_000).isEqualTo(minMillis);
        assertThat(timeout.maxNanos() / 1_000_000).isEqualTo(maxMillis);
    }

    @Test
    void whereNobodyCanConfirmTheLeastApplies() {
        assertThat(SuspicionTimeout.ofGroup(4, SECOND, 4, 6).nanosAfter(0)).isEqualTo(4 * SECOND);
        assertThat(SuspicionTimeout.ofGroup(5, SECOND, 4, 6).nanosAfter(0)).isEqualTo(24 * SECOND);
    }

    @Test
    void healthHasABottomAndATop() {
        LocalHealth health = new LocalHealth();
        health.better();
        assertThat(health.multiplier()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            health.worse();
        }
        assertThat(health.multiplier()).isEqualTo(9);
        health.better();
        assertThat(health.score()).isEqualTo(7);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new SuspicionTimeout(2, 1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
