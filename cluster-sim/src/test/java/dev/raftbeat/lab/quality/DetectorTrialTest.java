package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.detector.NfdSAnalysis;
import dev.raftbeat.progress.Progress;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of detectors, on streams whose answer is known. */
class DetectorTrialTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    /** A beat a second, 10 ms under way, without the numbers that are named. */
    private static HeartbeatStream steady(int beats, long... without) {
        HeartbeatStream stream = new HeartbeatStream("steady", SECOND);
        for (long i = 0; i < beats; i++) {
            long number = i;
            if (Arrays.stream(without).noneMatch(w -> w == number)) {
                stream.arrival(i * SECOND, i * SECOND + 10 * MILLI, i);
            }
        }
        return stream;
    }

    private static Quality run(String detector, HeartbeatStream stream) {
        return DetectorTrial.run(Detectors.parse(detector), List.of(stream), 1);
    }

    @Test
    void withoutDisturbanceACrashIsDetectedATimeoutAfterTheLastBeat() {
        Quality fixed = run("fixed 5s", steady(10_000));
        assertThat(fixed.mistakes()).isZero();
        assertThat(fixed.queryAccuracy()).isEqualTo(1);
        // A crash comes evenly within the second after a beat, and 5.01 s after that beat the timeout ends.
        assertThat(fixed.detectionMedianSeconds()).isCloseTo(4.51, within(0.03));
        assertThat(fixed.detectionP99Seconds()).isCloseTo(5.00, within(0.02));
        assertThat(fixed.detectionMicros().getMinValue() / 1e6).isCloseTo(4.01, within(0.02));
    }

    @Test
    void aLostBeatIsOneMistakeOfKnownLength() {
        Quality fixed = run("fixed 1500ms", steady(1_100, 300, 500, 501));
        assertThat(fixed.mistakes()).isEqualTo(2);
        assertThat(fixed.mistakeDurationSeconds()).isCloseTo((0.5 + 1.5) / 2, within(1e-9));
        assertThat(fixed.worstRun()).isEqualTo(1);
        // The first hundred beats do not count.
        assertThat(fixed.mistakeRecurrenceSeconds()).isCloseTo((1_100 - 101) / 2.0, within(1e-6));
        assertThat(run("fixed 1500ms", steady(1_000, 50)).mistakes()).isZero();
    }

    @Test
    void dampingTurnsManyShortMistakesIntoOneLongOne() {
        HeartbeatStream stream = steady(1_000, 300, 302, 304, 306);
        Quality bare = run("fixed 1500ms", stream);
        Quality damped = run("fixed 1500ms hysteresis 3", stream);
        assertThat(bare.mistakes()).isEqualTo(4);
        assertThat(bare.worstRun()).isEqualTo(4);
        assertThat(damped.mistakes()).isEqualTo(1);
        assertThat(damped.worstRun()).isEqualTo(1);
        // From 1.5 s after beat 299 to the third beat in a row, 309.
        assertThat(damped.mistakeDurationSeconds()).isCloseTo(309 - 300.5, within(1e-9));
    }

    @Test
    void whatCrashesWhileItIsSuspectedIsDetectedAtOnce() {
        long[] half = new long[5_000];
        for (int i = 0; i < half.length; i++) {
            half[i] = 2L * i + 1;
        }
        Quality eager = run("fixed 1s", steady(10_000, half));
        assertThat(eager.detectionMicros().getMinValue()).isZero();
        assertThat(eager.queryAccuracy()).isCloseTo(0.5, within(0.001));
    }

    /** The crash falls into a stall: the opinion can only be formed when the watcher goes on. */
    @Test
    void aStalledWatcherDetectsWhenItGoesOnAndIsMistakenThere() {
        HeartbeatStream stream = new HeartbeatStream("stalled", SECOND);
        for (long i = 0; i < 1_000; i++) {
            long at = i >= 500 && i < 504 ? 504 * SECOND : i * SECOND;
            stream.arrival(i * SECOND, at, i);
        }
        stream.stall(500 * SECOND - 1, 504 * SECOND);
        Quality fixed = run("fixed 2s", stream);
        assertThat(fixed.mistakes()).isEqualTo(1);
        assertThat(fixed.mistakenNanos()).isZero();
        assertThat(fixed.detectionMicros().getMaxValue() / 1e6).isCloseTo(6.0, within(0.02));
    }

    @Test
    void aTimeoutThatRunsOutWithinAStallIsSeenAtItsEnd() {
        HeartbeatStream stream = new HeartbeatStream("stalled often", SECOND);
        for (long i = 10; i < 10_000; i++) {
            stream.arrival(i * SECOND, (i % 10 < 4 ? i - i % 10 + 4 : i) * SECOND, i);
        }
        for (long i = 10; i < 10_000; i += 10) {
            stream.stall(i * SECOND - 1, (i + 4) * SECOND);
        }
        Quality fixed = run("fixed 2s", stream);
        // Of every ten seconds, a crash in the four from the end of a stall on is seen within two: its timeout runs out
        // while the watcher is awake. In the two after that it runs out within the next stall.
        assertThat(fixed.detectionMicros().getPercentileAtOrBelowValue(2_010_000))
                .isCloseTo(40, within(3.0));
    }

    @ParameterizedTest
    @CsvSource({"250", "500", "1000"})
    void nfdsMistakesAreThoseOfTheAnalysis(int shiftMillis) {
        HeartbeatStream chen = NamedNetwork.CHEN.stream(SECOND, 1_000_000, 5);
        Quality measured = run("nfd-s " + shiftMillis + "ms", chen);
        NfdSAnalysis foretold = NfdSAnalysis.of(1, shiftMillis / 1e3, 0.01, x -> x <= 0 ? 1 : Math.exp(-x / 0.02));
        assertThat(measured.mistakeRecurrenceSeconds())
                .isCloseTo(foretold.mistakeRecurrence(), Percentage.withPercentage(5));
        assertThat(measured.mistakeDurationSeconds())
                .isCloseTo(foretold.mistakeDuration(), Percentage.withPercentage(8));
        assertThat(measured.detectionMicros().getMaxValue() / 1e6).isLessThanOrEqualTo(foretold.detectionMax() + 0.001);
    }

    /** The shape of the phi paper's figures: mistakes fall from 0.5 to 2 and again between 8 and 12. */
    @Test
    void phisMistakesFallAsItsThresholdRises() {
        NamedNetwork network = NamedNetwork.HAYASHIBARA;
        HeartbeatStream trace = network.stream(network.intervalNanos(), 300_000, 1);
        double half = run("phi 0.5 floor 0ms", trace).mistakesPerHour();
        double two = run("phi 2 floor 0ms", trace).mistakesPerHour();
        double eight = run("phi 8 floor 0ms", trace).mistakesPerHour();
        double twelve = run("phi 12 floor 0ms", trace).mistakesPerHour();
        assertThat(two).isLessThan(half / 3);
        assertThat(eight).isLessThan(two);
        assertThat(twelve).isLessThan(eight);
    }

    @Test
    void aWatcherThatDoubtsItselfIsMistakenLessOften() {
        HeartbeatStream overloaded = NamedNetwork.OVERLOADED.stream(SECOND, 50_000, 1);
        Quality swim = run("swim 3s", overloaded);
        Quality lifeguard = run("lifeguard 3s", overloaded);
        assertThat(lifeguard.mistakes()).isLessThan(swim.mistakes() * 2 / 3).isPositive();
    }

    @Test
    void aThresholdIsFoundThatDetectsInTime() {
        HeartbeatStream wan = NamedNetwork.WAN.stream(NamedNetwork.WAN.intervalNanos(), 20_000, 1);
        for (String detector : new String[] {"fixed 1s", "missed 1", "phi 1", "phi-exp 1", "chen 1s"}) {
            Quality found = ThresholdSweep.within(Detectors.parse(detector), 0.5, List.of(wan), 1, new Progress());
            assertThat(found.detectionP99Seconds()).as(detector).isBetween(0.45, 0.5);
        }
    }
}
