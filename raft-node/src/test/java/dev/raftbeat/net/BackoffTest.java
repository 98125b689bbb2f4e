package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheCapAndAreDrawnFromTheUpperHalf() {
        for (int seed = 0; seed < 100; seed++) {
            Backoff backoff = new Backoff(new SplittableRandom(seed));
            long[] ceilings = {25, 50, 75, 75, 75};
            for (long ceiling : ceilings) {
                assertThat(backoff.nextNanos(25, 75)).isBetween(ceiling / 2, ceiling);
            }
        }
    }

    @Test
    void theyAreJittered() {
        Set<Long> drawn = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            drawn.add(new Backoff(new SplittableRandom(seed)).nextNanos(1_000_000, 2_000_000));
        }
        assertThat(drawn).hasSizeGreaterThan(90);
    }

    @Test
    void aSuccessMakesThemShortAgain() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            backoff.nextNanos(25, 75);
        }
        backoff.reset();
        assertThat(backoff.nextNanos(25, 75)).isLessThanOrEqualTo(25);
    }

    @Test
    void neitherLongWaitsNorManyOverflow() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.nextNanos(300_000_000_000L, 300_000_000_000L)).isBetween(1L, 300_000_000_000L);
        }
        assertThat(backoff.nextNanos(0, 0)).isPositive();
    }
}
