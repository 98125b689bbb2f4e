package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a report a node stands still until it is resumed, whatever becomes of those that were paused with it. */
class NarrowedPauseTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void eachNodeStandsStillUntilItIsResumed() {
        RunFold run = new RunFold(new Judge());
        SimCluster cluster = new SimCluster(SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), 7)), run::tell);
        cluster.runFor(2 * SECOND);
        TypedLines.apply(cluster::apply, "pause n1,n2");
        cluster.runFor(SECOND);
        TypedLines.apply(cluster::apply, "resume n1");
        cluster.runFor(SECOND);
        TypedLines.apply(cluster::apply, "resume n2");
        cluster.runFor(SECOND);
        assertThat(paused(run, "n1")).containsExactly(SECOND);
        assertThat(paused(run, "n2")).containsExactly(2 * SECOND);
        assertThat(run.bands()).extracting(FaultSpan::text).contains("pause n1,n2");
    }

    private static List<Long> paused(RunFold run, String node) {
        return run.nodes.get(new NodeId(node)).pieces(run.lastNanos).stream()
                .filter(piece -> piece.what().frozen())
                .map(TimelineLane.Piece::nanos)
                .toList();
    }
}
