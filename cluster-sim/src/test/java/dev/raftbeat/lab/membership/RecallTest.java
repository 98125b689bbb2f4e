package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a monitor makes of what it knew before its own restart. */
class RecallTest {
    private static final long SECOND = 1_000_000_000L;
    private static final WorkerHeartbeat KNOWN = WorkerHeartbeat.plain("w1", 1).of(3, 7);
    private static final WorkerHeartbeat GOODBYE = KNOWN.with(new WorkerCondition(Load.UNTOLD, true, false, true));

    private final Watched watched = new Watched("missed 3", 5 * SECOND);

    @Test
    void afterItsOwnRestartItDoesNotKnowYet() {
        watched.recall(KNOWN, WorkerState.ALIVE, 60 * SECOND);
        watched.pass(4 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.UNKNOWN);
        assertThat(watched.state("w1").alive()).isEmpty();
        assertThat(watched.view("w1").ageNanos()).hasValue(64 * SECOND);
        assertThat(watched.beat("w1", 2, 1).kind())
                .as("generations are remembered")
                .isEqualTo(HeartbeatOutcome.Kind.OLD_GENERATION);
        watched.pass(SECOND);
        assertThat(watched.state("w1")).as("a whole timeout has passed").isEqualTo(WorkerState.DEAD);
    }

    @Test
    void oneThatIsHeardAfterTheRestartIsAlive() {
        watched.recall(KNOWN, WorkerState.SUSPECTED, 2 * SECOND);
        watched.pass(SECOND);
        watched.beat("w1", 3, 8);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        assertThat(watched.lastSentence()).isEqualTo("w1 is heard again after 3 s: still generation 3");
    }

    /** Who was gone is gone, and nobody is told of it again; nor is it forgotten how often it came back. */
    @Test
    void theDeadAreDeadAndThoseWhoLeftHaveLeft() {
        watched.recall(KNOWN, WorkerState.DEAD, 60 * SECOND);
        watched.recall(WorkerHeartbeat.plain("w2", 1).with(GOODBYE.condition()), WorkerState.LEFT, 60 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.state("w2")).isEqualTo(WorkerState.LEFT);
        watched.pass(20 * SECOND);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.DEAD);
        assertThat(watched.state("w2")).isEqualTo(WorkerState.LEFT);
        assertThat(watched.sentences()).isEmpty();
        assertThat(watched.view("w1").flaps()).isEqualTo(4);
        watched.beat("w1", 3, 8);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.REJOINED);
        assertThat(watched.view("w1").flaps()).isEqualTo(5);
        watched.pass(600 * SECOND);
        assertThat(watched.monitor.members(watched.now()))
                .as("and is forgotten in its time")
                .extracting(WorkerView::nodeId)
                .containsExactly("w1");
    }
}
