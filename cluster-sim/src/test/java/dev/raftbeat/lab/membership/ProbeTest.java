package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ProbeRules RULES = new ProbeRules(10 * SECOND, SECOND, 3 * SECOND, 2, 3);

    private static boolean[] outcomes(Probe probe, String answers) {
        boolean[] outcomes = new boolean[answers.length()];
        for (int i = 0; i < outcomes.length; i++) {
            probe.answered(answers.charAt(i) == '+');
            outcomes[i] = probe.passing();
        }
        return outcomes;
    }

    @Test
    void livenessFailsAfterAsManyFailuresInARowAndPassesAfterAsManySuccesses() {
        assertThat(outcomes(new Probe(RULES, true, 0), "--+---+-++"))
                .containsExactly(true, true, true, true, true, false, false, false, false, true);
    }

    @Test
    void readinessBeginsFailing() {
        assertThat(outcomes(new Probe(RULES, false, 0), "+-++-")).containsExactly(false, false, false, true, true);
    }

    @Test
    void itAsksAfterTheDelayAndThenEveryPeriod() {
        Probe probe = new Probe(RULES, true, 100);
        assertThat(probe.due(3 * SECOND)).isFalse();
        assertThat(probe.due(3 * SECOND + 100)).isTrue();
        assertThat(probe.due(13 * SECOND)).isFalse();
        assertThat(probe.due(13 * SECOND + 100)).isTrue();
    }

    @Test
    void aChangeIsToldOnce() {
        Probe probe = new Probe(new ProbeRules(SECOND, SECOND, 0, 1, 1), true, 0);
        assertThat(probe.answered(false)).isTrue();
        assertThat(probe.answered(false)).isFalse();
        assertThat(probe.inRow()).isEqualTo(2);
        assertThat(probe.answered(true)).isTrue();
    }

    @Test
    void theDefaultsAreThoseOfKubernetes() {
        assertThat(ProbeRules.KUBERNETES).isEqualTo(new ProbeRules(10 * SECOND, SECOND, 0, 1, 3));
        assertThatThrownBy(() -> new ProbeRules(SECOND, SECOND, 0, 0, 3)).hasMessageContaining("1 or more");
    }

    @Test
    void oneThatHasLeftIsNotAskedAndOneThatDiedIs() {
        Watched watched = new Watched("missed 3", 5_000_000_000L);
        WorkerCondition goodbye = new WorkerCondition(Load.UNTOLD, true, false, true);
        for (String name : List.of("w1", "w2")) {
            watched.receive(WorkerHeartbeat.plain(name, 1));
            watched.monitor.probe(name, watched.now());
        }
        watched.receive(WorkerHeartbeat.plain("w1", 2).with(goodbye));
        watched.pass(20_000_000_000L);
        assertThat(watched.state("w2")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.monitor.probeDue("w1", watched.now())).isFalse();
        assertThat(watched.monitor.probeDue("w2", watched.now())).isTrue();
        watched.receive(WorkerHeartbeat.plain("w1", 3));
        assertThat(watched.monitor.probeDue("w1", watched.now())).isTrue();
    }

    @Test
    void aFailingReadinessProbeMakesALivingWorkerNotReady() {
        Watched watched = new Watched("missed 3", 5 * SECOND);
        watched.receive(WorkerHeartbeat.plain("w1", 1));
        watched.monitor.probe("w1", watched.now());
        assertThat(watched.view("w1").notReady()).contains("not probed yet");
        watched.pass(SECOND);
        assertThat(watched.sentences()).containsExactly("w1 is new");
        watched.monitor.probed("w1", true, true, watched.now());
        assertThat(watched.view("w1").notReady()).isEmpty();
        for (int i = 0; i < 3; i++) {
            watched.monitor.probed("w1", false, false, watched.now());
        }
        assertThat(watched.view("w1").notReady()).contains("its readiness probe fails");
        assertThat(watched.sentences()).contains("w1 fails its liveness probe, 1 s after its last heartbeat");
        assertThat(watched.state("w1")).as("push and pull are told apart").isEqualTo(WorkerState.ALIVE);
    }

    @Test
    void withNothingToSayTheIntervalDoublesUpToTheLongest() {
        AdaptiveInterval pace = new AdaptiveInterval(SECOND, 5 * SECOND);
        assertThat(pace.next(true)).isEqualTo(new HeartbeatSchedule(SECOND, SECOND));
        assertThat(pace.next(false)).isEqualTo(new HeartbeatSchedule(2 * SECOND, SECOND));
        assertThat(pace.next(false)).isEqualTo(new HeartbeatSchedule(4 * SECOND, SECOND));
        assertThat(pace.next(false)).isEqualTo(new HeartbeatSchedule(5 * SECOND, SECOND));
        assertThat(pace.next(true)).isEqualTo(new HeartbeatSchedule(SECOND, SECOND));
        assertThatThrownBy(() -> new AdaptiveInterval(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
