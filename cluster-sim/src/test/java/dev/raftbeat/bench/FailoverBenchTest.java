package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How long simulated clusters are without a leader, by fault and policy, beside what arithmetic says of it. */
class FailoverBenchTest {
    private static final Settings LAN = Pace.LAN.settings();

    static Stream<FailoverFault> faults() {
        return FailoverFault.ALL.stream();
    }

    private static FailoverFault fault(String key) {
        return faults().filter(fault -> fault.key().equals(key)).findFirst().orElseThrow();
    }

    private static List<FailoverCell> row(String key, int nodes, int runs) {
        return bench(nodes, runs, new Progress()).row(fault(key));
    }

    private static FailoverBench bench(int nodes, int runs, Progress progress) {
        return new FailoverBench(Path.of("none"), WorldKind.SIM, new WorldSpec(nodes, LAN, 1), runs, progress);
    }

    private static FailoverCell of(String policy, List<FailoverCell> row) {
        return row.stream()
                .filter(cell -> cell.policy().key().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultGivesACellForEachPolicyAndTheSameAgain(FailoverFault fault) {
        Progress progress = new Progress();
        List<FailoverCell> row = bench(3, 2, progress).row(fault);
        assertThat(row).extracting(FailoverCell::policy).containsExactlyElementsOf(FailoverPolicy.ALL);
        assertThat(row).allSatisfy(cell -> {
            assertThat(cell.fault()).isEqualTo(fault);
            boolean unsaid = cell.policy().isComputed() && cell.sortedMillis().isEmpty();
            assertThat(cell.sortedMillis()).hasSize(unsaid ? 0 : 2).isSorted().allMatch(millis -> millis >= 0);
        });
        assertThat(FailoverFault.ALL.size() * progress.done()).isEqualTo(FailoverBench.total(2));
        assertThat(bench(3, 2, new Progress()).row(fault)).isEqualTo(row);
    }

    /** A median of 60 is known to some 5 ms: the sum of a timer of least 150 ms and of a moment of the interval varies by 28. */
    @ParameterizedTest
    @CsvSource({
        "crash, timer",
        "crash, prevote-checkquorum",
        "freeze, timer",
        "mute, timer",
        "deaf, prevote-checkquorum"
    })
    void theModelIsRightAboutTheSimulator(String fault, String policy) {
        FailoverCell cell = of(policy, row(fault, 5, 60));
        assertThat(cell.median()).isCloseTo(cell.modelMillis(), within(12.0));
        assertThat(cell.worst()).isGreaterThan(cell.median());
    }

    @Test
    void moreNodesFindALeaderSooner() {
        FailoverPolicy timer = FailoverPolicy.ALL.get(0);
        double three = new FailoverModel(timer, LAN, 3, WorldKind.SIM).medianMillis(fault("crash"));
        double five = new FailoverModel(timer, LAN, 5, WorldKind.SIM).medianMillis(fault("crash"));
        // The median of the least of k even draws is the (1 - 2^(-1/k))-th part of the range; a heartbeat is 25 ms old.
        assertThat(three).isCloseTo(150 + 150 * (1 - Math.sqrt(0.5)) - 25 + 4.3, within(4.0));
        assertThat(three - five).isBetween(10.0, 30.0);
    }

    @Test
    void aDeafLeaderStaysWhereNobodyChecksForAQuorum() {
        List<FailoverCell> row = row("deaf", 3, 2);
        FailoverCell timer = of("timer", row);
        assertThat(timer.never()).isEqualTo(2);
        assertThat(timer.median()).isInfinite();
        assertThat(timer.modelMillis()).isInfinite();
        assertThat(of("prevote-checkquorum", row).never()).isZero();
        assertThat(FailoverCell.byFault().line(row)).contains("never");
        assertThat(FailoverCell.notes(List.of(row)))
                .first()
                .isEqualTo("never: a quorum followed no leader that could lead within 10 s");
        assertThat(FailoverCell.notes(List.of(row("disk", 3, 1)))).noneMatch(note -> note.startsWith("never"));
    }

    @Test
    void onlyWithoutPreVoteDoesAFollowerThatComesBackCostALeader() {
        List<FailoverCell> row = row("follower", 5, 6);
        assertThat(of("timer", row).median()).isGreaterThan(10);
        assertThat(of("prevote-checkquorum", row).worst()).isZero();
        assertThat(of("prevote-checkquorum", row).modelMillis()).isZero();
    }

    @Test
    void aStalledDiskCostsNothing() {
        assertThat(row("disk", 3, 2)).allSatisfy(cell -> {
            assertThat(cell.worst()).isZero();
            assertThat(cell.modelMillis()).isZero();
        });
    }

    @Test
    void aRollingRestartCostsAsManyHandOversAsLeadersStop() {
        FailoverCell stop = of("timer", row("stop", 3, 10));
        FailoverCell rolling = of("timer", row("rolling-restart", 3, 10));
        assertThat(rolling.worst()).isGreaterThan(1.5 * stop.median()).isLessThan(100);
    }

    @Test
    void evidenceReplacesACrashedLeaderAtOnceAndHelpsAgainstNoSilence() {
        FailoverCell crash = of("evidence", row("crash", 5, 20));
        assertThat(crash.median()).isLessThan(15).isCloseTo(crash.modelMillis(), within(3.0));
        List<FailoverCell> freeze = row("freeze", 3, 4);
        assertThat(of("evidence", freeze).median())
                .isCloseTo(of("prevote-checkquorum", freeze).median(), within(60.0));
    }

    /** As on processes, whose cluster lives on. */
    @Test
    void aClusterThatIsHealedIsStruckAgainAndCountedAfresh() {
        WorldSpec spec = new WorldSpec(3, LAN, 1);
        SimWorld world = new SimWorld(SimOptions.of(spec));
        try (FailoverRun run = new FailoverRun(spec, world, FailoverPolicy.ALL.get(1), new Progress())) {
            assertThat(run.play(fault("crash"), 1).millis()).isBetween(100.0, 600.0);
            assertThat(run.play(fault("disk"), 2).millis()).isZero();
            assertThat(run.play(fault("deaf"), 3).millis()).isBetween(300.0, 900.0);
            assertThat(run.play(fault("disk"), 4).millis()).isZero();
        }
    }

    @Test
    void phiSuspectsBeforeATimerRunsOut() {
        List<FailoverCell> row = row("crash", 5, 20);
        assertThat(of("phi", row).median())
                .isLessThan(of("prevote-checkquorum", row).median() - 50)
                .isCloseTo(of("phi", row).modelMillis(), within(12.0));
    }

    @Test
    void someRunsWithoutALeaderAreTold() {
        FailoverPolicy timer = FailoverPolicy.ALL.get(0);
        List<Double> millis = List.of(100.0, 200.0, Double.POSITIVE_INFINITY);
        FailoverCell some = new FailoverCell(WorldKind.SIM, 3, fault("crash"), timer, millis, 150);
        assertThat(some.measured()).isEqualTo("200 ms (never)");
        assertThat(FailoverCell.notes(List.of(List.of(some))))
                .contains("leader crashes, timer only: never in 1 of 3 runs");
        Map<String, Object> told = FailoverCell.table(List.of(some)).maps().get(0);
        assertThat(told)
                .containsEntry("world", "sim")
                .containsEntry("nodes", 3)
                .containsEntry("computed", false)
                .containsEntry("runs", 3)
                .containsEntry("runsWithoutLeader", 1L)
                .containsEntry("medianMs", 200.0)
                .containsEntry("worstMs", null)
                .containsEntry("modelMs", 150.0);
        FailoverCell unsaid = new FailoverCell(WorldKind.SIM, 3, fault("crash"), timer, List.of(), 150);
        assertThat(unsaid.measured()).isEqualTo("-");
        assertThat(FailoverCell.notes(List.of(List.of(unsaid)))).anyMatch(note -> note.startsWith("-: "));
        assertThat(FailoverCell.table(List.of(unsaid)).maps().get(0)).containsEntry("medianMs", null);
    }
}
