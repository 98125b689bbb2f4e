package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.lab.topology.TopologySettings;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Rows are given as they are measured, so that those count which were measured before somebody stops it. */
class StoppedComparisonTest {
    private static final Plan PLAN = new Plan(
            TopologySettings.every(1_000_000_000L, 0),
            LatencyModel.LAN.losing(0),
            TrialFault.CRASH,
            Plan.LASTS_INTERVALS,
            false);
    private static final List<TopologyKind> KINDS = List.of(TopologyKind.CENTRAL, TopologyKind.RING);

    @Test
    void theRowsBeforeItCount() {
        Progress progress = new Progress();
        List<TopologyResult> rows = new ArrayList<>();
        assertThatThrownBy(() ->
                        TopologyComparison.measure(KINDS, List.of(10, 100, 100_000), PLAN, 1, 2, progress, row -> {
                            rows.add(row);
                            if (rows.size() == 2) {
                                progress.stop();
                            }
                        }))
                .isInstanceOf(StoppedException.class);
        assertThat(rows).extracting(TopologyResult::members).containsExactly(10, 100);
        assertThat(rows).isEqualTo(TopologyComparison.measure(KINDS.subList(0, 1), List.of(10, 100), PLAN, 1, 2));
    }

    @Test
    void allOfTheWorkIsCounted() {
        Progress progress = new Progress();
        TopologyComparison.measure(List.of(TopologyKind.values()), List.of(10, 50), PLAN, 1, 0, progress, row -> {});
        assertThat(progress.done()).isCloseTo(progress.total(), Percentage.withPercentage(1e-6));
    }

    @Test
    void whatIsBeyondASizeIsNoWork() {
        Progress progress = new Progress();
        List<TopologyResult> rows = new ArrayList<>();
        TopologyComparison.measure(List.of(TopologyKind.ALL_TO_ALL), List.of(100_000), PLAN, 1, 0, progress, rows::add);
        assertThat(rows).singleElement().matches(row -> !row.simulated());
    }
}
