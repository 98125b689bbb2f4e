package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a monitor believes of a worker's lives. */
class GenerationsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Watched watched = new Watched("missed 3", 5 * SECOND);

    /** One heartbeat with a made-up generation must not keep a worker out for good. */
    @ParameterizedTest
    @ValueSource(longs = {3, 1L << 40, (1L << 53) - 1, 1L << 53, Long.MAX_VALUE})
    void aGenerationThatNobodyLivesIsNotKept(long made) {
        watched.beats("w1", 2, 3);
        watched.beat("w1", made, Long.MAX_VALUE);
        int refused = 0;
        HeartbeatOutcome.Kind kind = HeartbeatOutcome.Kind.OLD_GENERATION;
        for (int i = 3; i < 30; i++) {
            watched.pass(SECOND);
            kind = watched.beat("w1", 2, i).kind();
            refused += kind == HeartbeatOutcome.Kind.OLD_GENERATION ? 1 : 0;
        }
        assertThat(kind).isEqualTo(HeartbeatOutcome.Kind.TAKEN);
        assertThat(refused).as("twice the timeout").isEqualTo(9);
        assertThat(watched.state("w1")).isEqualTo(WorkerState.ALIVE);
        assertThat(watched.view("w1").last().generation()).isEqualTo(2);
        watched.beat("w1", 3, 0);
        assertThat(watched.view("w1").last().generation()).as("a true restart").isEqualTo(3);
    }
}
