package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.bench.ElectionTimeouts.Line;
import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.progress.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paper's §9.3 within the ranges that an independent simulator gives, in virtual time. */
class ElectionTimeoutsTest {
    private static final List<Line> UPPER = ElectionTimeouts.RANDOMNESS;
    private static final Line SHORTEST = ElectionTimeouts.SCALE.get(0);

    @Test
    void withoutRandomnessThereIsHardlyEverALeader() {
        assertThat(measure(UPPER.get(0), 30).shareCapped()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void fiveMillisecondsOfRandomnessAreEnoughForALeaderInTime() {
        Measured measured = measure(UPPER.get(2), 300);
        assertThat(measured.median()).isBetween(230.0, 330.0);
        assertThat(measured.shareCapped()).isZero();
    }

    @Test
    void fiftyMillisecondsKeepTheWorstCaseShort() {
        Measured measured = measure(UPPER.get(4), 1000);
        assertThat(measured.worst()).isBetween(350.0, 700.0);
    }

    @Test
    void shortTimeoutsFindALeaderSoon() {
        Measured measured = measure(SHORTEST, 300);
        assertThat(measured.mean()).isBetween(30.0, 50.0);
        assertThat(measured.worst()).isLessThan(200);
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        assertThat(measure(UPPER.get(5), 20)).isEqualTo(measure(UPPER.get(5), 20));
    }

    @Test
    void thePictureHasACurveForEachSettingAndTheTableTheWordsOfThePaper() {
        List<Measured> some = List.of(measure(UPPER.get(4), 20), measure(UPPER.get(5), 20));
        String svg = ElectionTimeoutsFigure.svg(some, some, 1);
        assertThat(svg).startsWith("<svg").contains("150-200 ms", "150-300 ms");
        // Two panels, in each a curve and a line of the legend for either setting.
        assertThat(svg.split("<path class=\"curve\"")).hasSize(2 * 2 * 2 + 1);
        assertThat(ElectionTimeoutsFigure.table(some).lines()).hasSize(3);
        assertThat(ElectionTimeoutsFigure.table(some).lines().get(1)).contains("worst 513 ms");
    }

    private static Measured measure(Line line, int trials) {
        return ElectionTimeouts.measure(line, trials, 1, false, new Progress());
    }
}
