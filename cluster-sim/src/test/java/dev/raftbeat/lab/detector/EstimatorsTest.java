package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each estimator on arrivals made by hand: how long a silence it bears. */
class EstimatorsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    /** Beats 0 to last, one an interval, exactly. */
    private static FailureDetector steady(String text, long intervalNanos, int last) {
        FailureDetector detector = Detectors.parse(text).create(intervalNanos);
        for (int i = 0; i <= last; i++) {
            detector.heartbeat(i * intervalNanos, i);
        }
        return detector;
    }

    private static double patienceSeconds(FailureDetector detector, long lastNanos) {
        return (detector.nextChangeAt(lastNanos) - lastNanos) / 1e9;
    }

    /** t = phi ln(10) mean: 11.5, 18.4 and 27.6 mean intervals. */
    @ParameterizedTest
    @CsvSource({"5, 11.51", "8, 18.42", "12, 27.63"})
    void cassandrasPhiIsSoManyMeanIntervals(double phi, double intervals) {
        FailureDetector detector = steady("phi-exp " + phi, SECOND, 2000);
        assertThat(patienceSeconds(detector, 2000 * SECOND)).isCloseTo(intervals, within(0.005));
        assertThat(detector.level(2010 * SECOND).level()).isCloseTo(10 / Math.log(10), within(1e-6));
    }

    @Test
    void cassandraNeverLearnsAnIntervalOfMoreThanTwo() {
        FailureDetector detector = steady("phi-exp 8", SECOND, 2000);
        detector.heartbeat(2003 * SECOND, 2003);
        assertThat(patienceSeconds(detector, 2003 * SECOND)).isCloseTo(18.42, within(0.005));
    }

    /** Pekko's: 8.0, pause 3 s, floor 100 ms; a guess of the start with a quarter second's deviation, then the floor. */
    @ParameterizedTest
    @CsvSource({"0, 0.25, 5.40, 5.31", "3000, 0.1, 4.56, 4.52"})
    void pekkosDefaultsBearFourAndAHalfSeconds(int beats, double deviation, double ours, double pekkos) {
        FailureDetector detector = steady("phi 8 pause 3s floor 100ms", SECOND, beats);
        assertThat(patienceSeconds(detector, beats * SECOND)).isCloseTo(ours, within(0.005));
        assertThat(pekkosPhi((pekkos - 0.005 - 4) / deviation)).isLessThan(8);
        assertThat(pekkosPhi((pekkos + 0.005 - 4) / deviation)).isGreaterThan(8);
    }

    /** Its approximation of the normal distribution by a logistic one, as its source has it. */
    private static double pekkosPhi(double deviations) {
        double e = Math.exp(-deviations * (1.5976 + 0.070566 * deviations * deviations));
        return -Math.log10(e / (1 + e));
    }

    /** Mean and deviation of the window, and the threshold in deviations: the paper's definition. */
    @ParameterizedTest
    @CsvSource({"1, 1.28", "3, 3.09", "8, 5.61", "12, 7.03"})
    void phiIsCountedInDeviations(double phi, double deviations) {
        FailureDetector detector = Detectors.parse("phi " + phi + " floor 0ms").create(100 * MILLI);
        SplittableRandom random = new SplittableRandom(3);
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            // Uniform within 100 ms: the deviation is 100 over the root of twelve, the window's error a few percent.
            now += 50 * MILLI + random.nextLong(100 * MILLI);
            detector.heartbeat(now, i);
        }
        double expected = 0.100 + deviations * 0.100 / Math.sqrt(12);
        assertThat(patienceSeconds(detector, now)).isCloseTo(expected, within(0.010));
        assertThat(detector.level(detector.nextChangeAt(now)).level()).isCloseTo(phi, within(1e-4));
        assertThat(detector.level(detector.nextChangeAt(now)).level()).isGreaterThanOrEqualTo(phi - 1e-9);
    }

    @Test
    void anOutageWidensPhisWindowUnlessItIsLeftOut() {
        FailureDetector all = steady("phi 8", SECOND, 500);
        FailureDetector trusted = steady("phi 8 trusted-only", SECOND, 500);
        all.heartbeat(620 * SECOND, 620);
        trusted.heartbeat(620 * SECOND, 620);
        assertThat(patienceSeconds(trusted, 620 * SECOND)).isCloseTo(1.56, within(0.01));
        assertThat(patienceSeconds(all, 620 * SECOND)).isGreaterThan(10);
    }

    @Test
    void chenAddsItsMarginToTheMeanOffsetOfTheWindow() {
        FailureDetector detector = Detectors.parse("chen 500ms").create(SECOND);
        // Every second beat is 200 ms late, so that on the mean they are 100 ms late.
        for (int i = 0; i < 100; i++) {
            detector.heartbeat(i * SECOND + (i % 2) * 200 * MILLI, i);
        }
        assertThat(detector.nextChangeAt(99 * SECOND + 200 * MILLI)).isEqualTo(100 * SECOND + 600 * MILLI);
        // A loss changes nothing: the next one that comes is measured by its number.
        detector.heartbeat(104 * SECOND + 100 * MILLI, 104);
        assertThat(detector.nextChangeAt(104 * SECOND + 100 * MILLI))
                .isBetween(105 * SECOND + 590 * MILLI, 105 * SECOND + 610 * MILLI);
    }

    @Test
    void chenWithoutNumbersCountsBeatsByTheClock() {
        FailureDetector detector = Detectors.parse("chen 500ms").create(SECOND);
        for (int i = 0; i < 100; i += i % 7 == 5 ? 3 : 1) {
            detector.heartbeat(i * SECOND);
        }
        detector.heartbeat(100 * SECOND);
        assertThat(detector.nextChangeAt(100 * SECOND)).isEqualTo(101 * SECOND + 500 * MILLI);
    }

    @Test
    void chenForgetsTheGridWhenTheIntervalChanges() {
        FailureDetector detector = steady("chen 500ms", SECOND, 50);
        detector.expectEvery(4 * SECOND);
        assertThat(detector.nextChangeAt(50 * SECOND)).isEqualTo(54 * SECOND + 500 * MILLI);
        detector.heartbeat(54 * SECOND, 51);
        assertThat(detector.nextChangeAt(54 * SECOND)).isEqualTo(58 * SECOND + 500 * MILLI);
    }

    @Test
    void phiStretchesItsWindowWhenTheIntervalChanges() {
        FailureDetector detector = steady("phi 8", SECOND, 500);
        detector.expectEvery(3 * SECOND);
        assertThat(patienceSeconds(detector, 500 * SECOND)).isCloseTo(3 * 1.561, within(0.01));
    }

    /** By hand from the paper's three lines: error 100 ms once after a perfect past. */
    @Test
    void bertiersMarginIsTheMeanErrorAndFourSpreads() {
        FailureDetector detector = steady("bertier", SECOND, 20);
        assertThat(detector.nextChangeAt(20 * SECOND - 1)).isEqualTo(21 * SECOND);
        long late = 21 * SECOND + 100 * MILLI;
        detector.heartbeat(late, 21);
        double expectation = 22 + 0.100 / 22;
        double margin = 0.1 * 0.100 + 4 * 0.1 * 0.100;
        assertThat(detector.nextChangeAt(late) / 1e9).isCloseTo(expectation + margin, within(1e-6));
    }

    @Test
    void bertierMeasuresItsErrorAgainstTheBeatThatCame() {
        FailureDetector detector = steady("bertier", SECOND, 20);
        detector.heartbeat(25 * SECOND, 25);
        assertThat(detector.nextChangeAt(25 * SECOND)).isBetween(26 * SECOND - 1, 26 * SECOND + 1);
    }

    @Test
    void swimBearsAProbeAndItsSuspicion() {
        FailureDetector swim = steady("swim 3s", SECOND, 10);
        assertThat(patienceSeconds(swim, 10 * SECOND)).isEqualTo(4.5);
        swim.watcherLate(10 * SECOND, 2 * SECOND);
        assertThat(patienceSeconds(swim, 10 * SECOND)).isEqualTo(4.5);
    }

    @Test
    void lifeguardDoubtsItselfFirst() {
        FailureDetector guard = steady("lifeguard 3s", SECOND, 10);
        guard.watcherLate(10 * SECOND, 400 * MILLI);
        assertThat(patienceSeconds(guard, 10 * SECOND)).isEqualTo(4.5);
        guard.watcherLate(10 * SECOND, 600 * MILLI);
        assertThat(patienceSeconds(guard, 10 * SECOND)).isEqualTo(6);
        for (int i = 0; i < 20; i++) {
            guard.watcherLate(10 * SECOND, 2 * SECOND);
        }
        assertThat(patienceSeconds(guard, 10 * SECOND)).isEqualTo(9 * 1.5 + 3);
        guard.heartbeat(11 * SECOND, 11);
        assertThat(patienceSeconds(guard, 11 * SECOND)).isEqualTo(8 * 1.5 + 3);
        guard.heartbeat(13 * SECOND, 13);
        assertThat(patienceSeconds(guard, 13 * SECOND)).isEqualTo(9 * 1.5 + 3);
    }

    @Test
    void aSilenceThatReachesTheThresholdIsTheOneThatSuspects() {
        for (String text :
                new String[] {"fixed 3s", "missed 3", "phi 3", "phi-exp 3", "chen 1s", "bertier", "swim 1s"}) {
            FailureDetector detector = steady(text, SECOND, 100);
            detector.heartbeat(101 * SECOND + 300 * MILLI, 101);
            long at = detector.nextChangeAt(101 * SECOND + 300 * MILLI);
            assertThat(detector.suspects(at - 1)).as(text).isFalse();
            assertThat(detector.suspects(at)).as(text).isTrue();
            assertThat(detector.level(at).share()).as(text).isCloseTo(1, within(1e-6));
            assertThat(detector.level(at + SECOND).share()).as(text).isGreaterThan(1);
        }
    }
}
