package dev.raftbeat.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private static int taken(RateLimit limit, int tries, long now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limit.allows(now) ? 1 : 0;
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, -7_000_000_000_000L, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2})
    void aSecondsWorthAtOnceAndThenSoManyASecond(long start) {
        RateLimit limit = new RateLimit(100);

        assertThat(taken(limit, 1_000, start)).isEqualTo(100);
        assertThat(taken(limit, 1_000, start + SECOND / 100 - 1)).isZero();
        assertThat(taken(limit, 1_000, start + SECOND / 100)).isEqualTo(1);
        assertThat(taken(limit, 1_000, start + SECOND / 2)).isEqualTo(49);
        assertThat(taken(limit, 1_000, start + 3_600 * SECOND)).isEqualTo(100);
    }

    @Test
    void whoeverKeepsToTheRateIsNeverRefused() {
        RateLimit limit = new RateLimit(4_000);
        for (long now = 0; now < 10 * SECOND; now += SECOND / 4_000) {
            assertThat(limit.allows(now)).isTrue();
        }
    }

    @Test
    void inNoStretchOfTimeAreThereMoreThanItsSecondsAndOneMore() {
        SplittableRandom random = new SplittableRandom(1);
        RateLimit limit = new RateLimit(50);
        int taken = 0;
        long now = 0;
        while (now < 100 * SECOND) {
            taken += taken(limit, random.nextInt(200), now);
            now += random.nextLong(SECOND);
        }
        assertThat(taken).isBetween(90 * 50, 102 * 50);
    }
}
