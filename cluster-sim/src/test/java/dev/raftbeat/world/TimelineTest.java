package dev.raftbeat.world;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.Timeline.Band;
import dev.raftbeat.world.Timeline.Column;
import dev.raftbeat.world.Timeline.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Optional<NodeId> NONE = Optional.empty();
    private static final Optional<NodeId> N1 = Optional.of(id("n1"));
    private static final Optional<NodeId> N2 = Optional.of(id("n2"));
    private final Timeline timeline = new Timeline();

    private static FaultBegan fault(long number, String kind) {
        return History.began(number, "cut n1 -> n2", kind, ids("n1", "n2"), List.of(), "");
    }

    @Test
    void segmentsAreCompressed() {
        timeline.note(0, NONE, List.of(), 0);
        timeline.note(10, NONE, List.of(), 0);
        timeline.note(20, N1, List.of(), 1);
        timeline.note(30, N1, List.of(), 1);
        timeline.note(40, NONE, List.of(), 2);
        assertThat(timeline.segments(0, 100))
                .containsExactly(
                        new Segment(NONE, List.of(), 0, 0, OptionalLong.of(20)),
                        new Segment(N1, List.of(), 1, 20, OptionalLong.of(40)),
                        new Segment(NONE, List.of(), 2, 40, OptionalLong.empty()));
        assertThat(timeline.segments(0, 20)).hasSize(1);
        assertThat(timeline.segments(20, 40)).containsExactly(new Segment(N1, List.of(), 1, 20, OptionalLong.of(40)));
    }

    @Test
    void aChangeToldLateBeginsWhereTheLastOneDid() {
        timeline.note(0, NONE, List.of(), 0);
        timeline.note(50, N1, List.of(), 1);
        timeline.note(40, N2, List.of(), 2);
        assertThat(timeline.segments(0, 100))
                .containsExactly(
                        new Segment(NONE, List.of(), 0, 0, OptionalLong.of(50)),
                        new Segment(N2, List.of(), 2, 50, OptionalLong.empty()));
    }

    @Test
    void columnsShowWhoLedLongest() {
        timeline.note(0, NONE, List.of(), 0);
        timeline.note(10, N1, List.of(), 1);
        timeline.note(14, NONE, List.of(), 1);
        timeline.note(17, N2, List.of(), 3);
        timeline.note(30, NONE, List.of(), 3);
        List<Column> strip = timeline.columns(-10, 10, 6, 35);
        assertThat(strip).extracting(Column::known).containsExactly(false, true, true, true, true, false);
        assertThat(strip).extracting(Column::leader).containsExactly(NONE, NONE, N1, N2, NONE, NONE);
        assertThat(strip).extracting(Column::term).containsExactly(0L, 0L, 3L, 3L, 3L, 0L);
        assertThat(strip).extracting(Column::begun).containsExactly(0, 0, 2, 0, 0, 0);
        assertThat(strip.get(0).fromNanos()).isEqualTo(-10);
        assertThat(strip.get(5).toNanos()).isEqualTo(50);
    }

    @Test
    void aRivalIsShownInEveryColumnInWhichItClaims() {
        timeline.note(0, N1, List.of(), 1);
        timeline.note(18, NONE, List.of(id("n1")), 1);
        timeline.note(27, N2, List.of(id("n1")), 2);
        timeline.note(41, N2, List.of(), 2);
        List<Column> strip = timeline.columns(0, 10, 6, 55);
        assertThat(strip)
                .extracting(Column::rivals)
                .containsExactly(List.of(), ids("n1"), ids("n1"), ids("n1"), ids("n1"), List.of());
        assertThat(strip).extracting(Column::leader).containsExactly(N1, N1, NONE, N2, N2, N2);
        assertThat(strip).extracting(Column::begun).containsExactly(1, 0, 1, 0, 0, 0);
    }

    @Test
    void bandsOfFaults() {
        timeline.began(10, fault(1, "fault"));
        timeline.began(20, fault(2, "action"));
        timeline.began(20, fault(2, "action"));
        assertThat(timeline.bands(0, 100))
                .containsExactly(
                        new Band(1, "cut n1 -> n2", "fault", 10, OptionalLong.empty()),
                        new Band(2, "cut n1 -> n2", "action", 20, OptionalLong.of(20)));
        timeline.ended(40, 1);
        assertThat(timeline.bands(35, 100)).extracting(Band::toNanos).containsExactly(OptionalLong.of(40));
        assertThat(timeline.bands(41, 100)).isEmpty();
    }

    @Test
    void lengthIsBounded() {
        for (int i = 0; i < 3 * Timeline.SEGMENTS_MAX; i++) {
            timeline.note(i, i % 2 == 0 ? N1 : N2, List.of(), i);
            timeline.began(i, fault(i, "action"));
        }
        assertThat(timeline.segments(0, Long.MAX_VALUE)).hasSize(Timeline.SEGMENTS_MAX);
        assertThat(timeline.bands(0, Long.MAX_VALUE)).hasSize(Timeline.BANDS_MAX);
    }
}
