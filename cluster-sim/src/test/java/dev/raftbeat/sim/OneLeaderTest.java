package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the fault language calls the leader is whom a reader of the facts calls so, at every fact. */
class OneLeaderTest {
    private static final long E = 300_000_000L;
    private static final Settings OFF = Pace.LAN.settings().withPreVote(false).withCheckQuorum(false);

    private final ClusterView view = new ClusterView();
    private final List<String> apart = new ArrayList<>();
    private SimCluster cluster;
    private long facts;

    private SimCluster begin(Settings settings, long seed) {
        cluster = new SimCluster(SimOptions.of(new WorldSpec(5, settings, seed)), this::hear);
        return cluster;
    }

    private void hear(StampedFact fact) {
        view.hear(fact);
        facts++;
        if (cluster != null) {
            Optional<NodeId> seen = view.leader().map(Leading::node);
            boolean same = cluster.leader().equals(seen)
                    && cluster.picture().oldLeader().equals(view.snapshot().oldLeader());
            if (!same) {
                apart.add(fact + ": " + cluster.leader() + ", " + seen);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theyNeverDiffer(long seed) {
        begin(seed % 2 == 0 ? OFF : Pace.LAN.settings(), seed);
        for (String line : List.of(
                "run",
                "pause leader",
                "heal",
                "cut all -> follower",
                "stall disk all",
                "campaign follower",
                "heal",
                "pause leader+1, leader+2, leader+3",
                "resume leader+1",
                "kill old-leader",
                "slow all -> all 60ms +-50ms",
                "heal",
                "isolate leader",
                "wipe follower",
                "restart all",
                "heal")) {
            if (!line.equals("run")) {
                TypedLines.apply(cluster::apply, line);
            }
            cluster.runFor(4 * E);
        }
        assertThat(facts).isGreaterThan(5_000);
        assertThat(apart).isEmpty();
    }

    @Test
    void followersThatStandStillFollowNobodyForEither() {
        begin(OFF, 7).runFor(4 * E);
        assertThat(cluster.leader()).isPresent();
        TypedLines.apply(cluster::apply, "pause leader+1, leader+2, leader+3");
        cluster.runFor(4 * E);
        assertThat(cluster.leader()).isEmpty();
        assertThat(view.leader()).isEmpty();
        assertThat(TypedLines.apply(cluster::apply, "cut leader -> follower").done())
                .isFalse();
        assertThat(view.history().faults())
                .extracting(span -> span.told().word())
                .containsExactly("pause");
    }

    @Test
    void aForkBeginsWithTheLeaderThatTheFactsHave() {
        List<StampedFact> run = new ArrayList<>();
        SimCluster past = new SimCluster(SimOptions.of(new WorldSpec(5, OFF, 3)), run::add);
        past.runFor(4 * E);
        TypedLines.apply(past::apply, "kill leader");
        past.runFor(4 * E);
        SimCluster fork = new SimCluster(
                SimOptions.of(new WorldSpec(5, OFF, 3)).withStart(SimStart.of(run, run.size(), past.now())),
                fact -> {});
        assertThat(fork.picture().leader()).isEqualTo(past.picture().leader()).isPresent();
        assertThat(fork.picture().oldLeader())
                .isEqualTo(past.picture().oldLeader())
                .isPresent();
        assertThat(run).anyMatch(fact -> fact.fact() instanceof FaultBegan);
    }
}
