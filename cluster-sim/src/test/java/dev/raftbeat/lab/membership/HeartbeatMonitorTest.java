package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.detector.FailureDetector;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a monitor thinks of workers, in virtual time. */
class HeartbeatMonitorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final Watched watched = new Watched("missed 3", 5 * SECOND);

    @Test
    void aKilledWorkerIsSuspectedAndThenDeadAtTheTimeout() {
        watched.beats("w1", 1, 5);
        long last = watched.now();
        watched.until(last + 3 * SECOND - MILLI);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        watched.until(last + 3 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.SUSPECTED);
        assertThat(watched.state("w1").alive()).contains(true);
        watched.until(last + 5 * SECOND - MILLI);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.SUSPECTED);
        watched.until(last + 5 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.state("w1").alive()).contains(false);
        assertThat(watched.view("w1").notReady()).contains("dead");
        assertThat(watched.lastSentence()).isEqualTo("w1 is dead after 5 s of silence");
    }

    @Test
    void itSaysWhenSilenceAloneChangesSomething() {
        watched.beats("w1", 1, 2);
        long last = watched.now();
        assertThat(watched.monitor.nextChangeAt(last)).isEqualTo(last + 3 * SECOND);
        watched.until(last + 3 * SECOND);
        assertThat(watched.monitor.nextChangeAt(watched.now())).isEqualTo(last + 5 * SECOND);
        watched.until(last + 5 * SECOND);
        assertThat(watched.monitor.nextChangeAt(watched.now())).isEqualTo(FailureDetector.NEVER);
    }

    @Test
    void aPausedOneComesBackAsTheSameGeneration() {
        watched.beats("w1", 4, 3);
        watched.pass(20 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        watched.beat("w1", 4, 3);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.REJOINED);
        assertThat(watched.state("w1").alive()).contains(true);
        assertThat(watched.lastSentence()).isEqualTo("w1 is heard again after 20 s: still generation 4");
        for (int i = 4; i < 9; i++) {
            watched.pass(SECOND);
            watched.beat("w1", 4, i);
        }
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        assertThat(watched.lastSentence()).isEqualTo("w1 has been back for a timeout: alive");
        assertThat(watched.view("w1").last().generation()).isEqualTo(4);
    }

    @Test
    void aRestartedOneIsKnownByItsGenerationEvenBeforeAnySuspicion() {
        watched.beats("w1", 1, 3);
        watched.pass(SECOND);
        watched.beat("w1", 2, 0);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.REJOINED);
        assertThat(watched.lastSentence()).isEqualTo("w1 is heard again after 1 s: generation 2 after 1, a restart");
        assertThat(watched.view("w1").last().generation()).isEqualTo(2);
    }

    @Test
    void theLateBeatOfAnOldGenerationIsRefusedAndKeepsNobodyAlive() {
        watched.beats("w1", 2, 3);
        for (int i = 0; i < 6; i++) {
            watched.pass(SECOND);
            HeartbeatOutcome refused = watched.beat("w1", 1, 50 + i);
            assertThat(refused.kind()).isEqualTo(HeartbeatOutcome.Kind.OLD_GENERATION);
            assertThat(refused.sentence()).isEqualTo("generation 2 of w1 has been heard, so generation 1 is over");
        }
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.beat("w1", 1, 99).kind()).isEqualTo(HeartbeatOutcome.Kind.OLD_GENERATION);
    }

    @Test
    void aHeartbeatThatCountsNothingIsOlderThanOneThatDoes() {
        watched.beats("w1", 1, 2);
        assertThat(watched.receive(WorkerHeartbeat.plain("w1", 5)).kind())
                .isEqualTo(HeartbeatOutcome.Kind.OLD_GENERATION);
    }

    @Test
    void aRepeatedBeatTeachesNothing() {
        watched.beats("w1", 1, 3);
        watched.pass(2 * SECOND);
        assertThat(watched.beat("w1", 1, 1).kind()).isEqualTo(HeartbeatOutcome.Kind.LATE);
        assertThat(watched.view("w1").ageNanos()).hasValue(2 * SECOND);
    }

    @Test
    void plainBeatsWithoutGenerationOrNumberWillDo() {
        for (int i = 0; i < 5; i++) {
            assertThat(watched.receive(WorkerHeartbeat.plain("py", i)).kind()).isEqualTo(HeartbeatOutcome.Kind.TAKEN);
            watched.pass(SECOND);
        }
        assertThat(watched.state("py")).isEqualTo(WorkerState.ALIVE);
        watched.pass(5 * SECOND);
        assertThat(watched.state("py")).isEqualTo(WorkerState.DEAD);
        watched.receive(WorkerHeartbeat.plain("py", 9));
        assertThat(watched.state("py")).isEqualTo(WorkerState.REJOINED);
    }

    @Test
    void aMonitorThatStoodStillBuriesNobody() {
        watched.beats("w1", 1, 3);
        watched.standStill(60 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        assertThat(watched.view("w1").ageNanos()).as("the age is told as it is").hasValue(60 * SECOND);
        assertThat(watched.lastSentence()).contains("stood still for 1 min");
        watched.pass(5 * SECOND);
        assertThat(watched.state("w1")).as("and then it is silent indeed").isEqualTo(WorkerState.DEAD);
    }

    @Test
    void oneThatToldItWouldBeQuietIsGivenTheTime() {
        watched.beats("w1", 1, 3);
        HeartbeatSchedule quiet = new HeartbeatSchedule(4 * SECOND, SECOND);
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 3).with(quiet));
        watched.pass(12 * SECOND - MILLI);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        watched.pass(MILLI);
        assertThat(watched.state("w1")).as("three of its beats are missing").isEqualTo(WorkerState.SUSPECTED);
        watched.pass(8 * SECOND - MILLI);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.SUSPECTED);
        watched.pass(MILLI);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.view("w1").deadAfterNanos()).isEqualTo(20 * SECOND);
    }

    @Test
    void aSlowPaceThatIsItsUsualOneGivesNoExtraTime() {
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 0).with(new HeartbeatSchedule(2 * SECOND, 2 * SECOND)));
        assertThat(watched.view("w1").deadAfterNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void aDrainingOrOverloadedWorkerLivesAndIsNotReady() {
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 0));
        assertThat(watched.view("w1").notReady()).isEmpty();
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 1).with(new WorkerCondition(Load.UNTOLD, true, true)));
        assertThat(watched.view("w1").notReady()).contains("draining");
        assertThat(watched.state("w1").alive()).contains(true);
        assertThat(watched.lastSentence()).isEqualTo("w1 lives but is not ready: draining");
        Load busy = new Load(OptionalDouble.of(0.95), OptionalDouble.empty(), OptionalDouble.empty());
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 2).with(new WorkerCondition(busy, false, true)));
        assertThat(watched.view("w1").notReady()).contains("overloaded");
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 3).with(new WorkerCondition(Load.UNTOLD, false, false)));
        assertThat(watched.view("w1").notReady()).contains("says so itself");
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 4));
        assertThat(watched.lastSentence()).isEqualTo("w1 is ready again");
    }

    private static final WorkerCondition GOODBYE = new WorkerCondition(Load.UNTOLD, true, false, true);

    @Test
    void whoSaysGoodbyeHasLeftAndIsNotDead() {
        watched.beats("w1", 1, 3);
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 3).with(GOODBYE));
        assertThat(watched.state("w1")).isEqualTo(WorkerState.LEFT);
        assertThat(watched.state("w1").alive()).contains(false);
        assertThat(watched.lastSentence()).isEqualTo("w1 has left");
        assertThat(watched.beat("w1", 1, 2).kind()).as("late").isEqualTo(HeartbeatOutcome.Kind.LATE);
        watched.pass(60 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.LEFT);
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.contains("dead"));
        watched.beat("w1", 2, 0);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.REJOINED);
        assertThat(watched.view("w1").flaps()).as("it was not lost").isZero();
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(2, 1).with(GOODBYE));
        watched.pass(700 * SECOND);
        assertThat(watched.monitor.members(watched.now())).isEmpty();
    }

    @Test
    void oneThatLeftAndCountsNoLivesMayComeBack() {
        watched.beats("w1", 0, 30);
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(0, 30).with(GOODBYE));
        watched.pass(10 * SECOND);
        watched.beats("w1", 0, 3);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.REJOINED);
    }

    @Test
    void howOftenAWorkerWasLostAndCameBackIsCounted() {
        watched.beats("w1", 1, 3);
        for (int i = 0; i < 4; i++) {
            watched.pass(i % 2 == 0 ? 3_500 * MILLI : 7 * SECOND);
            assertThat(watched.state("w1")).isIn(WorkerState.SUSPECTED, WorkerState.DEAD);
            assertThat(watched.view("w1").flaps()).isEqualTo(i);
            watched.beat("w1", 1, 3 + i);
        }
        watched.pass(SECOND);
        watched.beat("w1", 2, 0);
        assertThat(watched.view("w1").flaps()).as("a restart is none").isEqualTo(4);
    }

    @Test
    void deathIsNoNewsOfReadiness() {
        watched.receive(WorkerHeartbeat.plain("w1", 1).of(1, 1).with(new WorkerCondition(Load.UNTOLD, true, true)));
        watched.pass(6 * SECOND);
        assertThat(watched.sentences()).last().isEqualTo("w1 is dead after 5 s of silence");
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.contains("ready again"));
    }

    @Test
    void oneClientBringsSoManyNamesAndNoMore() {
        Watched small = new Watched("missed 3", 5 * SECOND, new MonitorRules.Bounds(5, 3, 10 * SECOND));
        for (int i = 0; i < 3; i++) {
            small.monitor.beat(WorkerHeartbeat.plain("a" + i, 1), "10.0.0.1", small.now());
        }
        HeartbeatOutcome refused = small.monitor.beat(WorkerHeartbeat.plain("a3", 1), "10.0.0.1", small.now());
        assertThat(refused.kind()).isEqualTo(HeartbeatOutcome.Kind.NO_ROOM);
        assertThat(refused.sentence()).isEqualTo("10.0.0.1 has already named 3 workers, as many as one address may");
        assertThat(small.monitor
                        .beat(WorkerHeartbeat.plain("a2", 2), "10.0.0.1", small.now())
                        .kind())
                .as("a name that is known is no new one")
                .isEqualTo(HeartbeatOutcome.Kind.TAKEN);
        small.monitor.beat(WorkerHeartbeat.plain("b0", 1), "10.0.0.2", small.now());
        small.monitor.beat(WorkerHeartbeat.plain("b1", 1), "10.0.0.2", small.now());
        assertThat(small.monitor
                        .beat(WorkerHeartbeat.plain("b2", 1), "10.0.0.2", small.now())
                        .sentence())
                .startsWith("this monitor already knows 5 workers");
        small.pass(16 * SECOND);
        assertThat(small.monitor.members(small.now()))
                .as("the dead are forgotten")
                .isEmpty();
        assertThat(small.monitor
                        .beat(WorkerHeartbeat.plain("a3", 1), "10.0.0.1", small.now())
                        .kind())
                .isEqualTo(HeartbeatOutcome.Kind.TAKEN);
    }

    @Test
    void distrustAfterDeathHasToBeOvercomeByHysteresis() {
        Watched damped = new Watched("missed 3 hysteresis 3", 5 * SECOND);
        damped.beats("w1", 1, 3);
        damped.pass(10 * SECOND);
        damped.beat("w1", 1, 3);
        assertThat(damped.state("w1")).isEqualTo(WorkerState.SUSPECTED);
        damped.pass(SECOND);
        damped.beat("w1", 1, 4);
        damped.pass(SECOND);
        damped.beat("w1", 1, 5);
        assertThat(damped.state("w1")).isEqualTo(WorkerState.REJOINED);
    }

    /** A worker that counts its heartbeats but not its lives was started again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi 8",
                "phi 8 hysteresis 3",
                "phi-exp 8 hysteresis 2",
                "chen 1s hysteresis 3",
                "missed 3 hysteresis 3",
                "fixed 3s hysteresis 3",
                "swim 3s hysteresis 3",
                "lifeguard 3s hysteresis 3"
            })
    void aSequenceThatBeginsAgainAfterDeathIsHeard(String detector) {
        Watched counted = new Watched(detector, 5 * SECOND);
        for (int life = 0; life < 3; life++) {
            counted.beats("w1", 0, 60);
            assertThat(counted.state("w1").alive()).contains(true);
            counted.pass(10 * SECOND);
            assertThat(counted.state("w1")).isEqualTo(WorkerState.DEAD);
        }
        counted.beats("w1", 0, 30);
        assertThat(counted.state("w1")).isIn(WorkerState.REJOINED, WorkerState.ALIVE);
        assertThat(counted.view("w1").beats()).as("every one of them counted").isEqualTo(210);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phi 8", "phi 8 hysteresis 3"})
    void anOutageThatWasDeclaredDoesNotDullTheDetector(String detector) {
        Watched phi = new Watched(detector, 5 * SECOND);
        phi.beats("w1", 1, 30);
        phi.pass(60 * SECOND);
        for (int i = 30; i < 35; i++) {
            phi.beat("w1", 1, i);
            phi.pass(SECOND);
        }
        phi.pass(2 * SECOND);
        assertThat(phi.state("w1")).isEqualTo(WorkerState.SUSPECTED);
    }

    @Test
    void rulesThatCannotBeAreRefused() {
        DetectorSpec spec = Detectors.parse("missed 3");
        assertThatThrownBy(() -> MonitorRules.of(spec, SECOND, SECOND))
                .hasMessage("the timeout, 1 s, has to be longer than the interval between heartbeats, 1 s");
        assertThatThrownBy(() -> MonitorRules.of(spec, -1, SECOND)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesAreNumberedWithoutGapsAndBounded() {
        for (int i = 0; i < 300; i++) {
            watched.receive(WorkerHeartbeat.plain("w" + i, 1));
        }
        var changes = watched.monitor.changes();
        assertThat(changes).hasSize(200);
        assertThat(changes.get(199).number()).isEqualTo(300);
        assertThat(changes.get(0).number()).isEqualTo(101);
    }

    /** However many workers die at one look. */
    @Test
    void allThatChangesCanBeToldOnce() {
        for (int i = 0; i < 900; i++) {
            watched.receive(WorkerHeartbeat.plain("w" + i, 1));
        }
        assertThat(watched.monitor.news()).hasSize(900);
        watched.pass(30 * SECOND);
        List<StateChange> news = watched.monitor.news();
        assertThat(news).filteredOn(change -> change.to() == WorkerState.DEAD).hasSize(900);
        assertThat(news.get(0).number()).isEqualTo(901);
        assertThat(watched.monitor.news()).isEmpty();
    }
}
