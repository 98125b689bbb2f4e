package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several monitors that ask each other what they know, in virtual time. */
class SharedMonitorsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SHARE = 500 * MILLI;
    private static final long TIMEOUT = 5 * SECOND;

    private final List<Watched> monitors = List.of(watched(), watched());

    private static Watched watched() {
        return new Watched("missed 3", TIMEOUT);
    }

    /** Both ask each other, and the answer takes this long. */
    private void share(long transitNanos) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long asked = monitors.get(i).now();
            answers.add(new Answer(i, asked, monitors.get(1 - i).monitor.members(asked)));
        }
        monitors.forEach(watched -> watched.pass(transitNanos));
        for (Answer answer : answers) {
            Watched asker = monitors.get(answer.asker);
            answer.members.forEach(member -> asker.monitor.sighted(
                    member.last(), member.ageNanos().orElseThrow(), "other", answer.askedNanos, asker.now()));
        }
    }

    private record Answer(int asker, long askedNanos, List<WorkerView> members) {}

    private void passAndShare(long nanos, long transitNanos) {
        for (long left = nanos; left > 0; left -= SHARE) {
            share(transitNanos);
            monitors.forEach(watched -> watched.pass(SHARE - transitNanos));
        }
    }

    @Test
    void whatOneHearsTheOtherKnows() {
        for (int i = 0; i < 20; i++) {
            monitors.get(0).beat("w1", 3, i);
            passAndShare(SECOND, 20 * MILLI);
        }
        WorkerView elsewhere = monitors.get(1).view("w1");
        assertThat(elsewhere.state()).isEqualTo(WorkerState.ALIVE);
        assertThat(elsewhere.last().generation()).isEqualTo(3);
        assertThat(elsewhere.heardBy()).isEqualTo("other");
        assertThat(monitors.get(1).beat("w1", 2, 99).kind()).isEqualTo(HeartbeatOutcome.Kind.OLD_GENERATION);
        assertThat(monitors.get(1).beat("w1", 3, 20).kind())
                .as("it goes on where the other left off")
                .isEqualTo(HeartbeatOutcome.Kind.TAKEN);
    }

    /** Told by one to the other, a life that nobody lives is forgotten by both. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 200})
    void theyDoNotKeepAGenerationThatNobodyLives(long transitMillis) {
        for (int i = 0; i < 5; i++) {
            monitors.get(0).beat("w1", 1, i);
            passAndShare(SECOND, transitMillis * MILLI);
        }
        monitors.get(1).beat("w1", 1L << 53, 0);
        for (int i = 5; i < 40; i++) {
            monitors.get(0).beat("w1", 1, i);
            passAndShare(SECOND, transitMillis * MILLI);
        }
        for (Watched watched : monitors) {
            assertThat(watched.view("w1").last().generation()).isEqualTo(1);
            assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 200})
    void theyDoNotKeepTheDeadAliveByTellingEachOther(long transitMillis) {
        for (int i = 0; i < 5; i++) {
            monitors.get(0).beat("w1", 1, i);
            passAndShare(SECOND, transitMillis * MILLI);
        }
        passAndShare(TIMEOUT, transitMillis * MILLI);
        assertThat(monitors)
                .allSatisfy(watched -> assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD));
        passAndShare(20 * SECOND, transitMillis * MILLI);
        assertThat(monitors).allSatisfy(watched -> {
            assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
            assertThat(watched.view("w1").ageNanos().orElseThrow()).isGreaterThanOrEqualTo(25 * SECOND);
        });
    }

    @Test
    void losingOneLosesNothing() {
        for (int i = 0; i < 10; i++) {
            monitors.get(0).beat("w1", 7, i);
            passAndShare(SECOND, 10 * MILLI);
        }
        Watched left = monitors.get(1);
        for (int i = 10; i < 15; i++) {
            left.beat("w1", 7, i);
            left.pass(SECOND);
        }
        assertThat(left.state("w1")).isEqualTo(WorkerState.ALIVE);
        assertThat(left.sentences()).containsExactly("w1 is known from other");
    }

    @Test
    void anAnswerThatWasLongOnItsWayIsNoSilenceOfTheWorker() {
        for (int i = 0; i < 10; i++) {
            monitors.get(0).beat("w1", 1, i);
            monitors.get(0).pass(SECOND);
        }
        Watched restarted = monitors.get(1);
        restarted.until(monitors.get(0).now());
        share(3_200 * MILLI);
        assertThat(restarted.state("w1")).as("nothing else is known of it").isEqualTo(WorkerState.ALIVE);
    }

    @ParameterizedTest
    @CsvSource({"true, 10", "false, 10", "true, 240", "false, 240"})
    void aGoodbyeIsToldToo(boolean numbered, long transitMillis) {
        for (int i = 0; i < 5; i++) {
            WorkerHeartbeat beat = WorkerHeartbeat.plain("w1", 1);
            monitors.get(0).receive(numbered ? beat.of(1, i) : beat);
            passAndShare(SECOND, transitMillis * MILLI);
        }
        WorkerCondition goodbye = new WorkerCondition(Load.UNTOLD, false, false, true);
        WorkerHeartbeat last = WorkerHeartbeat.plain("w1", 1).with(goodbye);
        monitors.get(0).receive(WorkerHeartbeat.plain("w1", 1).of(numbered ? 1 : 0, numbered ? 5 : -1));
        monitors.forEach(watched -> watched.pass(30 * MILLI));
        share(transitMillis * MILLI);
        monitors.get(0).receive(numbered ? last.of(1, 6) : last);
        passAndShare(20 * SECOND, transitMillis * MILLI);
        assertThat(monitors).allSatisfy(watched -> {
            assertThat(watched.state("w1")).isEqualTo(WorkerState.LEFT);
            assertThat(watched.sentences()).last().isEqualTo("w1 has left");
            assertThat(watched.view("w1").notReady()).contains("left");
        });
    }

    @Test
    void whatAnOldGenerationToldElsewhereIsNoNews() {
        monitors.get(0).beat("w1", 1, 5);
        monitors.get(1).beat("w1", 2, 0);
        monitors.forEach(watched -> watched.pass(SECOND));
        monitors.get(0).beat("w1", 1, 6);
        share(0);
        assertThat(monitors).allSatisfy(watched -> {
            assertThat(watched.view("w1").last().generation()).isEqualTo(2);
            assertThat(watched.view("w1").ageNanos()).hasValue(SECOND);
        });
    }

    @Test
    void aNewMonitorIsToldWhoIsDead() {
        monitors.get(0).beats("w1", 2, 3);
        monitors.get(0).pass(9 * SECOND);
        monitors.get(1).until(monitors.get(0).now());
        share(0);
        assertThat(monitors.get(1).state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(monitors.get(1).view("w1").last().generation()).isEqualTo(2);
    }

    /** Workers that are killed, frozen and restarted at random, beating now here, now there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoBeatsIsNeverDeadAndWhoIsSilentIsDeadInTime(long seed) {
        Random random = new Random(seed);
        long[] silentFrom = new long[4];
        long[] generation = {1, 1, 1, 1};
        long[] sequence = new long[4];
        long[] beatingFor = new long[4];
        for (int tick = 0; tick < 400; tick++) {
            for (int w = 0; w < 4; w++) {
                boolean silent = silentFrom[w] > 0;
                if (random.nextInt(25) == 0) {
                    silentFrom[w] = silent ? 0 : monitors.get(0).now();
                    beatingFor[w] = 0;
                    boolean restarts = silent && random.nextBoolean();
                    generation[w] += restarts ? 1 : 0;
                    sequence[w] = restarts ? 0 : sequence[w];
                }
                if (silentFrom[w] == 0) {
                    monitors.get(random.nextInt(2)).beat("w" + w, generation[w], sequence[w]++);
                    beatingFor[w]++;
                }
            }
            passAndShare(SECOND, random.nextInt(100) * MILLI);
            for (int w = 0; w < 4; w++) {
                for (Watched watched : monitors) {
                    judge(watched, "w" + w, silentFrom[w], beatingFor[w], generation[w]);
                }
            }
        }
    }

    private static void judge(Watched watched, String name, long silentFrom, long beatingFor, long generation) {
        boolean known = watched.monitor.members(watched.now()).stream()
                .anyMatch(member -> member.nodeId().equals(name));
        if (!known) {
            return;
        }
        if (silentFrom > 0 && watched.now() - silentFrom > TIMEOUT + SHARE) {
            assertThat(watched.state(name)).isEqualTo(WorkerState.DEAD);
        }
        if (beatingFor > 2) {
            assertThat(watched.state(name).alive()).contains(true);
            assertThat(watched.view(name).last().generation()).isEqualTo(generation);
        }
    }
}
