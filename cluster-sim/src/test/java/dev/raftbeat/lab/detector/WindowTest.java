package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void itKeepsTheMeanAndDeviationOfTheLastSamples() {
        Window window = new Window(37);
        Deque<Long> kept = new ArrayDeque<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            // Days in nanoseconds, with a rare enormous one: what squares would lose their digits on.
            long sample = 86_400_000_000_000L + random.nextLong(1_000_000) + (i % 500 == 0 ? 3_600_000_000_000L : 0);
            window.add(sample);
            kept.addLast(sample);
            if (kept.size() > 37) {
                kept.removeFirst();
            }
            if (i % 41 == 40) {
                same(window, kept);
            }
        }
    }

    private static void same(Window window, Deque<Long> kept) {
        long first = kept.getFirst();
        double mean = kept.stream().mapToLong(s -> s - first).average().orElseThrow();
        double square = kept.stream()
                .mapToDouble(s -> (s - first - mean) * (s - first - mean))
                .average()
                .orElseThrow();
        assertThat(window.size()).isEqualTo(kept.size());
        assertThat(window.mean()).isCloseTo(first + mean, Percentage.withPercentage(1e-10));
        assertThat(window.deviation()).isCloseTo(Math.sqrt(square), Percentage.withPercentage(0.01));
    }

    @Test
    void scalingStretchesMeanAndDeviation() {
        Window window = new Window(3);
        window.add(100);
        window.add(200);
        window.scale(3);
        assertThat(window.mean()).isEqualTo(450);
        assertThat(window.deviation()).isEqualTo(150);
        window.clear();
        window.add(7);
        assertThat(window.mean()).isEqualTo(7);
    }
}
