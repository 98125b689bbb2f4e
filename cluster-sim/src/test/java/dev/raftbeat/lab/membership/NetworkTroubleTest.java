package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.detector.Detectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many that fall silent at once are network trouble, and not so many deaths. */
class NetworkTroubleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TIMEOUT = 5 * SECOND;

    private final Watched watched = watched(0.3);

    private static Watched watched(double share) {
        return new Watched(new MonitorRules(
                Detectors.parse("missed 3"),
                TIMEOUT,
                SECOND,
                MonitorRules.OVERLOAD,
                MonitorRules.Bounds.USUAL,
                ProbeRules.KUBERNETES,
                share));
    }

    /** So many seconds in which the first so many workers beat, one after another. */
    private static void run(Watched watched, int seconds, int beating) {
        for (int i = 0; i < seconds; i++) {
            for (int w = 0; w < beating; w++) {
                watched.receive(WorkerHeartbeat.plain("w" + w, 1));
            }
            watched.pass(SECOND);
        }
    }

    private static long in(Watched watched, WorkerState state) {
        return watched.monitor.members(watched.now()).stream()
                .filter(member -> member.state() == state)
                .count();
    }

    @Test
    void fourThatFallSilentTogetherAreNoFourDeaths() {
        run(watched, 5, 4);
        watched.pass(20 * SECOND);
        assertThat(in(watched, WorkerState.SUSPECTED)).isEqualTo(4);
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.contains("is dead"));
        assertThat(watched.lastSentence())
                .isEqualTo(
                        "no verdict is given: 4 of 4 workers are silent at the same time, and the network is a likelier "
                                + "cause than their deaths");
        assertThat(watched.monitor.holding(watched.now())).isEqualTo(watched.lastSentence());
        run(watched, 6, 4);
        assertThat(in(watched, WorkerState.ALIVE)).isEqualTo(4);
        assertThat(watched.monitor.holding(watched.now())).isEmpty();
    }

    @Test
    void whoStaysSilentWhenTheOthersAreBackIsDeadATimeoutLater() {
        run(watched, 5, 10);
        watched.pass(8 * SECOND);
        run(watched, 1, 9);
        assertThat(watched.sentences())
                .anyMatch(sentence ->
                        sentence.startsWith("2 of 10") || sentence.startsWith("1 of 10 workers are silent now"));
        run(watched, 3, 9);
        assertThat(watched.state("w9")).isEqualTo(WorkerState.SUSPECTED);
        run(watched, 3, 9);
        assertThat(watched.state("w9")).isEqualTo(WorkerState.DEAD);
        assertThat(in(watched, WorkerState.DEAD)).isEqualTo(1);
    }

    /** Of so many, so many stop. */
    @ParameterizedTest
    @CsvSource({"1, 1, true", "3, 1, false", "10, 2, true", "10, 3, false", "2, 2, false", "4, 1, true", "100, 29, true"
    })
    void fewerThanTheShareAreDeadInTime(int workers, int stopping, boolean dead) {
        run(watched, 5, workers);
        run(watched, 7, workers - stopping);
        // One of three is a third, but one alone is never many.
        boolean expected = dead || stopping == 1;
        assertThat(in(watched, WorkerState.DEAD)).isEqualTo(expected ? stopping : 0);
    }

    @Test
    void oneAfterAnotherIsNoTrouble() {
        run(watched, 5, 10);
        for (int left = 9; left >= 0; left--) {
            run(watched, 4, left);
        }
        watched.pass(8 * SECOND);
        assertThat(in(watched, WorkerState.DEAD)).isEqualTo(10);
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.contains("at once"));
    }

    @Test
    void verdictsAreNotHeldBackForEver() {
        run(watched, 5, 4);
        watched.pass(11 * TIMEOUT);
        assertThat(in(watched, WorkerState.DEAD)).isEqualTo(4);
        assertThat(watched.sentences()).anyMatch(sentence -> sentence.contains("after 10 timeouts"));
        run(watched, 6, 4);
        assertThat(in(watched, WorkerState.ALIVE)).isEqualTo(4);
    }

    @Test
    void thoseWhoSaidGoodbyeAreNotSilent() {
        run(watched, 5, 4);
        for (int w = 0; w < 3; w++) {
            watched.receive(
                    WorkerHeartbeat.plain("w" + w, 1).with(new WorkerCondition(Load.UNTOLD, false, false, true)));
        }
        watched.pass(7 * SECOND);
        assertThat(in(watched, WorkerState.LEFT)).isEqualTo(3);
        assertThat(watched.state("w3")).isEqualTo(WorkerState.DEAD);
    }

    @Test
    void aProbeThatIsAnsweredMeanwhileBuriesNobody() {
        run(watched, 5, 4);
        watched.monitor.probe("w0", watched.now());
        watched.pass(4 * SECOND - 1_000_000);
        for (int i = 0; i < 1_000; i++) {
            watched.monitor.probed("w0", false, false, watched.now() + 900_000L * i);
        }
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.contains("is dead"));
    }

    /** Four that lived before the monitor's restart, and are not heard after it: it may be the one that is cut off. */
    @Test
    void thoseFromBeforeARestartAreNoFourDeathsEither() {
        for (int i = 0; i < 4; i++) {
            watched.recall(WorkerHeartbeat.plain("w" + i, 1), WorkerState.ALIVE, SECOND);
        }
        watched.recall(WorkerHeartbeat.plain("dead", 1), WorkerState.DEAD, SECOND);
        watched.pass(20 * SECOND);
        assertThat(in(watched, WorkerState.UNKNOWN)).isEqualTo(4);
        assertThat(watched.monitor.holding(watched.now())).contains("4 of 4 workers are silent at the same time");
        run(watched, 6, 3);
        watched.pass(SECOND);
        assertThat(watched.state("w3")).as("the others are back").isEqualTo(WorkerState.DEAD);
        assertThat(watched.state("w0").alive()).contains(true);
    }

    @Test
    void withoutAShareEveryVerdictIsGiven() {
        Watched strict = watched(0);
        run(strict, 5, 4);
        strict.pass(6 * SECOND);
        assertThat(in(strict, WorkerState.DEAD)).isEqualTo(4);
        assertThatThrownBy(() -> watched(1.1)).hasMessageContaining("from 0 to 1");
    }
}
