package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.bench.FailoverBench;
import dev.raftbeat.bench.FailoverCell;
import dev.raftbeat.bench.FailoverFault;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the table of failovers, measured on real processes; how long they took is not judged. */
@Tag("process")
class FailoverLiveTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"crash", "stuck"})
    void processesLoseTheirLeaderAndAreHealedForTheNextRun(String key) {
        FailoverFault fault = FailoverFault.ALL.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
        Progress progress = new Progress();
        List<FailoverCell> row = new FailoverBench(
                        folder.resolve("c"),
                        WorldKind.LOCAL,
                        // Wide timers: on a busy machine no leader is lost but the one that is struck.
                        new WorldSpec(3, Pace.CONTAINERS.settings(), 5),
                        2,
                        progress)
                .row(fault);
        assertThat(row).hasSize(4);
        assertThat(row.stream().filter(cell -> !cell.policy().isComputed()))
                .hasSize(3)
                .allSatisfy(cell -> {
                    assertThat(cell.sortedMillis()).hasSize(2);
                    assertThat(cell.never()).isZero();
                    // A heartbeat is 100 ms and no timer shorter than 500: a leader that was not lost would be seen
                    // here.
                    assertThat(cell.sortedMillis().get(0)).isGreaterThan(provenDead(cell) ? 0 : 300);
                });
        assertThat(progress.done()).isEqualTo(6);
    }

    private static boolean provenDead(FailoverCell cell) {
        return cell.fault().key().equals("crash") && cell.policy().key().equals("evidence");
    }
}
