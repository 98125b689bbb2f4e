package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NFD-S at Chen's own set-up: interval 1, loss 0.01, delays exponential with mean 0.02. */
class NfdSTest {
    private static final double LOSS = 0.01;
    private static final double DELAY = 0.02;
    private static final long SECOND = 1_000_000_000L;

    private static double laterThan(double x) {
        return x <= 0 ? 1 : Math.exp(-x / DELAY);
    }

    @ParameterizedTest
    @CsvSource({
        "1.25, 101, 0.780, 0.99228",
        "1.5, 101, 0.530, 0.99475",
        "2.0, 101, 0.0301, 0.99970",
        "2.25, 1.01e4, 0.780, 0.999923",
        "3.0, 1.01e4, 0.0301, 0.999997",
        "3.5, 1.01e6, 0.530, 0.9999995",
    })
    void theAnalysisIsThePapers(double detection, double recurrence, double duration, double accuracy) {
        NfdSAnalysis analysis = NfdSAnalysis.of(1, detection - 1, LOSS, NfdSTest::laterThan);
        assertThat(analysis.detectionMax()).isEqualTo(detection);
        assertThat(analysis.mistakeRecurrence()).isCloseTo(recurrence, Percentage.withPercentage(0.5));
        assertThat(analysis.mistakeDuration()).isCloseTo(duration, Percentage.withPercentage(0.5));
        assertThat(1 - analysis.queryAccuracy()).isCloseTo(1 - accuracy, Percentage.withPercentage(6));
    }

    /** Two million heartbeats through the detector itself make the mistakes that the analysis foretells. */
    @ParameterizedTest
    @CsvSource({"1.25", "1.5", "2.0"})
    void theDetectorMakesTheMistakesOfTheAnalysis(double detection) {
        NfdSAnalysis analysis = NfdSAnalysis.of(1, detection - 1, LOSS, NfdSTest::laterThan);
        FailureDetector detector = Detectors.parse("nfd-s " + Math.round((detection - 1) * 1000) + "ms")
                .create(SECOND);
        SplittableRandom random = new SplittableRandom(11);
        PriorityQueue<long[]> arrivals = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        int beats = 2_000_000;
        int mistakes = 0;
        double mistaken = 0;
        for (long i = 0; i < beats; i++) {
            if (random.nextDouble() >= LOSS) {
                long delay = Math.round(-Math.log(1 - random.nextDouble()) * DELAY * SECOND);
                arrivals.add(new long[] {i * SECOND + delay, i});
            }
        }
        for (long[] next = arrivals.poll(); next != null; next = arrivals.poll()) {
            long due = detector.nextChangeAt(Long.MIN_VALUE / 2);
            if (due < next[0]) {
                mistakes++;
                mistaken += (next[0] - due) / 1e9;
            }
            detector.heartbeat(next[0], next[1]);
        }
        assertThat((double) beats / mistakes).isCloseTo(analysis.mistakeRecurrence(), Percentage.withPercentage(7));
        assertThat(mistaken / mistakes).isCloseTo(analysis.mistakeDuration(), Percentage.withPercentage(5));
        assertThat(1 - mistaken / beats).isCloseTo(analysis.queryAccuracy(), within(0.001));
    }
}
