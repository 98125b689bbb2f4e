package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who asks a monitor again and again hears each change once, and of each gap. */
class ChangeFeedTest {
    private static final long SECOND = 1_000_000_000L;

    private final ChangeFeed feed = new ChangeFeed();

    /** @param from the first change, one a second; the last is of now */
    private static MonitorReport report(String monitor, long upSeconds, long from, long to) {
        List<StateChange> changes = LongStream.rangeClosed(from, to)
                .mapToObj(number -> new StateChange(
                        number, (upSeconds - to + number) * SECOND, "w", WorkerState.DEAD, monitor + number))
                .toList();
        return new MonitorReport(
                monitor, 1e9, upSeconds * SECOND, "phi 8", SECOND, 0, List.of(), List.of(), changes, "", List.of(), 0);
    }

    private List<String> hear(MonitorReport report, long atSeconds) {
        return feed.hear(report, atSeconds * SECOND).stream()
                .map(StateChange::sentence)
                .toList();
    }

    @Test
    void eachChangeOnce() {
        assertThat(hear(report("a", 100, 5, 7), 0)).containsExactly("a5", "a6", "a7");
        assertThat(hear(report("a", 100, 5, 7), 0)).isEmpty();
        assertThat(hear(report("a", 101, 6, 8), 1)).containsExactly("a8");
    }

    @Test
    void aGapIsTold() {
        hear(report("a", 100, 1, 7), 0);
        assertThat(hear(report("a", 109, 11, 12), 9))
                .containsExactly("3 changes are missing here: they came too quickly", "a11", "a12");
        assertThat(hear(report("a", 109, 11, 12), 9)).isEmpty();
    }

    @Test
    void aMonitorThatWasStartedAgainCountsAfresh() {
        hear(report("a", 100, 1, 7), 0);
        assertThat(hear(report("a", 3, 1, 2), 4)).containsExactly("a has been started again", "a1", "a2");
        hear(report("a", 9, 1, 8), 10);
        assertThat(hear(report("a", 9, 1, 2), 19))
                .as("it has been up for as long as it was when it was heard last")
                .containsExactly("a has been started again", "a1", "a2");
    }

    @Test
    void anotherGoesOnFromWhenTheOneBeforeWasHeardLast() {
        hear(report("a", 100, 1, 7), 50);
        assertThat(hear(report("b", 30, 1, 20), 53))
                .containsExactly("a does not answer; what follows comes from b", "b17", "b18", "b19", "b20");
        assertThat(hear(report("b", 31, 2, 21), 54)).containsExactly("b21");
    }
}
