package dev.raftbeat.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed 5s",
                "fixed 80ms",
                "fixed 1.5s hysteresis 3",
                "missed 2.5",
                "phi 8",
                "phi 8 window 200 floor 100ms pause 3s trusted-only hysteresis 2",
                "phi 8 floor 0ms",
                "phi-exp 8 window 30",
                "chen 1s window 1000",
                "bertier 4",
                "swim 3s",
                "lifeguard 3s",
                "nfd-s 250ms"
            })
    void whatIsWrittenIsReadBack(String text) {
        assertThat(Detectors.parse(text)).hasToString(text);
        assertThat(Detectors.parse("  " + text.replace(" ", "   "))).isEqualTo(Detectors.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fix 5s | found \"fix\", expected a detector: fixed",
                "'' | found \"\", expected a detector",
                "fixed | found the end after fixed, expected a time such as 5s",
                "fixed 5 | found 5 after fixed, expected a time",
                "fixed -5s | found -5s after fixed, expected a time",
                "fixed 0s | above 0",
                "fixed 99999999s | up to a day",
                "missed 3s | found 3s after missed, expected a number",
                "missed 0 | above 0",
                "missed NaN | found NaN",
                "missed 3 4 | found \"4\" after missed, expected the end",
                "missed 3 window 5 | found \"window\" after missed",
                "chen 1s pause 3s | found \"pause\" after chen",
                "phi | found the end after phi, expected a number such as 8",
                "phi 8 window | found the end after window",
                "phi 8 window 1 | from 2 to 100000",
                "phi 8 floor 3 | found 3 after floor, expected a time",
                "missed 3 hysteresis | found the end after hysteresis",
                "missed 3 hysteresis x | found x after hysteresis",
                "missed 3 hysteresis 0 | from 1 to 1000",
                "missed 3 hysteresis 3 3 | found \"3\" after missed",
            })
    void badTextGetsASentence(String text, String sentence) {
        assertThatThrownBy(() -> Detectors.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void bertierKnowsItsOwnThreshold() {
        assertThat(Detectors.parse("bertier")).hasToString("bertier 4");
        assertThat(Detectors.parse("bertier window 20")).hasToString("bertier 4 window 20");
    }

    @Test
    void nothingIsSuspectedBeforeItWasHeard() {
        FailureDetector fixed = Detectors.parse("fixed 5s").create(SECOND);
        assertThat(fixed.suspects(1000 * SECOND)).isFalse();
        assertThat(fixed.level(1000 * SECOND).opinion()).isEqualTo(Suspicion.Opinion.UNKNOWN);
        assertThat(fixed.nextChangeAt(1000 * SECOND)).isEqualTo(FailureDetector.NEVER);
    }

    @Test
    void fixedSuspectsAtItsTimeoutAndTrustsAtTheNextBeat() {
        FailureDetector fixed = Detectors.parse("fixed 5s").create(SECOND);
        fixed.heartbeat(-3 * SECOND);
        assertThat(fixed.nextChangeAt(0)).isEqualTo(2 * SECOND);
        assertThat(fixed.suspects(2 * SECOND - 1)).isFalse();
        assertThat(fixed.suspects(2 * SECOND)).isTrue();
        assertThat(fixed.nextChangeAt(2 * SECOND)).isEqualTo(FailureDetector.NEVER);
        assertThat(fixed.level(-2 * SECOND)).hasToString("1 of 5 s");
        fixed.heartbeat(3 * SECOND);
        assertThat(fixed.suspects(3 * SECOND)).isFalse();
    }

    @Test
    void missedCountsIntervalsAndFollowsAChangeOfThem() {
        FailureDetector missed = Detectors.parse("missed 3").create(SECOND);
        missed.heartbeat(0);
        assertThat(missed.nextChangeAt(0)).isEqualTo(3 * SECOND);
        assertThat(missed.level(3 * SECOND / 2)).hasToString("1.50 of 3 beats");
        missed.expectEvery(4 * SECOND);
        assertThat(missed.nextChangeAt(0)).isEqualTo(12 * SECOND);
    }

    @Test
    void anOldOrRepeatedBeatIsPassedOver() {
        FailureDetector fixed = Detectors.parse("fixed 5s").create(SECOND);
        assertThat(fixed.heartbeat(0, 7)).isTrue();
        assertThat(fixed.heartbeat(SECOND, 7)).isFalse();
        assertThat(fixed.heartbeat(SECOND, 6)).isFalse();
        assertThat(fixed.nextChangeAt(SECOND)).isEqualTo(5 * SECOND);
        assertThat(fixed.heartbeat(SECOND)).isTrue();
        assertThat(fixed.heartbeat(2 * SECOND, 8)).isFalse();
    }

    @Test
    void hysteresisAsksForSeveralBeatsInARow() {
        FailureDetector damped = Detectors.parse("missed 2 hysteresis 3").create(SECOND);
        damped.heartbeat(0, 0);
        assertThat(damped.suspects(SECOND)).isFalse();
        damped.heartbeat(10 * SECOND, 10);
        assertThat(damped.suspects(10 * SECOND)).isTrue();
        assertThat(damped.nextChangeAt(10 * SECOND)).isEqualTo(FailureDetector.NEVER);
        damped.heartbeat(11 * SECOND, 11);
        damped.heartbeat(11 * SECOND, 11);
        assertThat(damped.suspects(11 * SECOND)).isTrue();
        damped.heartbeat(14 * SECOND, 14);
        damped.heartbeat(15 * SECOND, 15);
        assertThat(damped.suspects(15 * SECOND)).isTrue();
        damped.heartbeat(16 * SECOND, 16);
        assertThat(damped.suspects(16 * SECOND)).isFalse();
        assertThat(damped.nextChangeAt(16 * SECOND)).isEqualTo(18 * SECOND);
    }
}
