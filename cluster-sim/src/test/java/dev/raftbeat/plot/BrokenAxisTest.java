package dev.raftbeat.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenAxisTest {
    @Test
    void withoutALongSilenceEqualTimesAreEquallyFarApart() {
        BrokenAxis axis = BrokenAxis.of(List.of(20L, 50L, 80L), 0, 100, 40, 0, 1000, 50);
        assertThat(axis.pieces()).hasSize(1);
        assertThat(List.of(axis.at(0), axis.at(50), axis.at(100))).containsExactly(0.0, 500.0, 1000.0);
        assertThat(List.of(axis.at(-10), axis.at(1_000))).containsExactly(0.0, 1000.0);
    }

    @Test
    void aLongSilenceIsDrawnShortAndTheRestKeepsItsScale() {
        BrokenAxis axis = BrokenAxis.of(List.of(10L, 20L, 1_020L, 1_030L), 0, 1_040, 40, 0, 1000, 50);
        assertThat(axis.pieces()).extracting(BrokenAxis.Piece::gap).containsExactly(false, true, false);
        assertThat(axis.pieces().get(1).to() - axis.pieces().get(1).from()).isEqualTo(50);
        assertThat(axis.pieces().get(1).length()).isEqualTo(990);
        double ten = axis.at(20) - axis.at(10);
        assertThat(ten).isEqualTo(190.0).isEqualTo(axis.at(1_030) - axis.at(1_020));
    }

    @Test
    void manySilencesLeaveRoomForWhatHappens() {
        List<Long> moments = new ArrayList<>();
        for (long at = 0; at < 100; at++) {
            moments.add(at * 1_000);
        }
        BrokenAxis axis = BrokenAxis.of(moments, 0, 200_000, 10, 0, 1000, 50);
        double gaps = axis.pieces().stream()
                .filter(BrokenAxis.Piece::gap)
                .mapToDouble(piece -> piece.to() - piece.from())
                .sum();
        assertThat(gaps).isLessThanOrEqualTo(400.0);
        double before = -1;
        for (long at = 0; at <= 200_000; at += 100) {
            assertThat(axis.at(at)).isGreaterThanOrEqualTo(before);
            before = axis.at(at);
        }
        assertThat(before).isEqualTo(1000.0);
    }

    @Test
    void nothingAtAllIsAnAxisToo() {
        BrokenAxis axis = BrokenAxis.of(List.of(), 5, 5, 1, 0, 10, 3);
        assertThat(axis.at(5)).isBetween(0.0, 10.0);
    }
}
