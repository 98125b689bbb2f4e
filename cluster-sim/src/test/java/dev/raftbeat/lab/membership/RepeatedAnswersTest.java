package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer tells of the same heartbeat again and again, each time as old as the network makes it: it is one heartbeat. */
class RepeatedAnswersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SHARE = 500 * MILLI;

    private final Random random = new Random(5);

    /** Asks as the monitors do, twice a second; there and back take any time up to this. */
    private void passAndAsk(Watched heard, Watched asking, long nanos, long transitMillis) {
        for (long left = nanos; left > 0; left -= SHARE) {
            long asked = asking.now();
            long there = random.nextLong(transitMillis + 1) * MILLI;
            long back = random.nextLong(transitMillis + 1) * MILLI;
            both(heard, asking, there);
            List<WorkerView> answer = heard.monitor.members(heard.now());
            both(heard, asking, back);
            answer.forEach(member -> asking.monitor.sighted(
                    member.last(), member.ageNanos().orElseThrow(), "other", asked, asking.now()));
            both(heard, asking, SHARE - there - back);
        }
    }

    private static void both(Watched heard, Watched asking, long nanos) {
        heard.pass(nanos);
        asking.pass(nanos);
    }

    private static OptionalLong suspectedAt(Watched watched) {
        return watched.monitor.changes().stream()
                .filter(change -> change.to() == WorkerState.SUSPECTED)
                .mapToLong(StateChange::atNanos)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "chen 1s, 5, false, true",
        "chen 1s, 5, false, false",
        "chen 1s, 5, true, true",
        "bertier, 5, false, true",
        "missed 3, 2, false, true",
        "phi 8, 2, false, true",
        "phi 8, 2, true, true",
        "phi-exp 8, 2, false, false",
        "fixed 8s, 5, false, true"
    })
    void bothSuspectAtAboutTheSameTime(String detector, int interval, boolean numbered, boolean ticking) {
        Watched heard = new Watched(detector, 300 * SECOND);
        Watched asking = new Watched(detector, 300 * SECOND);
        HeartbeatSchedule rhythm = new HeartbeatSchedule(interval * SECOND, interval * SECOND);
        for (int i = 0; i < 20; i++) {
            WorkerHeartbeat beat =
                    WorkerHeartbeat.plain("w1", ticking ? i : 1732.5).with(rhythm);
            heard.receive(numbered ? beat.of(1, i) : beat);
            if (i < 19) {
                passAndAsk(heard, asking, interval * SECOND, 60);
            }
        }
        passAndAsk(heard, asking, 100 * SECOND, 60);
        long first = suspectedAt(heard).orElseThrow();
        long second = suspectedAt(asking).orElseThrow();
        assertThat((second - first) / 1e9).as("seconds later").isBetween(-1.5, 1.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoIsDeadDoesNotComeBackBecauseAnAnswerWasQuicker(long seed) {
        random.setSeed(seed);
        Watched heard = new Watched("missed 3", 5 * SECOND);
        Watched asking = new Watched("missed 3", 5 * SECOND);
        for (int i = 0; i < 5; i++) {
            heard.receive(WorkerHeartbeat.plain("w1", 1));
            passAndAsk(heard, asking, SECOND, 240);
        }
        passAndAsk(heard, asking, 20 * SECOND, 240);
        assertThat(asking.monitor.changes())
                .extracting(StateChange::to)
                .doesNotContain(WorkerState.REJOINED)
                .endsWith(WorkerState.DEAD);
        assertThat(asking.view("w1").ageNanos().orElseThrow())
                .as("news seem older than they are, never younger")
                .isGreaterThanOrEqualTo(heard.view("w1").ageNanos().orElseThrow());
    }

    /** A worker that tells both monitors the same, without a number. */
    @ParameterizedTest
    @ValueSource(strings = {"chen 1s", "phi 8", "missed 3"})
    void oneThatBeatsToBothIsNoQuickerOne(String detector) {
        Watched one = new Watched(detector, 300 * SECOND);
        Watched other = new Watched(detector, 300 * SECOND);
        HeartbeatSchedule rhythm = new HeartbeatSchedule(5 * SECOND, 5 * SECOND);
        for (int i = 0; i < 20; i++) {
            one.receive(WorkerHeartbeat.plain("w1", i).with(rhythm));
            both(one, other, 30 * MILLI);
            other.receive(WorkerHeartbeat.plain("w1", i).with(rhythm));
            passAndAsk(one, other, 5 * SECOND - SHARE, 60);
            both(one, other, SHARE - 30 * MILLI);
        }
        passAndAsk(one, other, 60 * SECOND, 60);
        long first = suspectedAt(one).orElseThrow();
        assertThat((suspectedAt(other).orElseThrow() - first) / 1e9).isBetween(-1.5, 1.5);
    }
}
