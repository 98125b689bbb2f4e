package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a process told is lost with it, neither its last facts nor its first. */
@Tag("process")
class LastFactsTest {
    private static final int KILLS = 20;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long MILLI = 1_000_000;

    /** A heartbeat each millisecond: whenever a leader is killed, it is just about to send. */
    private static final Settings QUICK = new Settings(MILLI, 300 * MILLI, 600 * MILLI, true, true, 0, 0, 0, false, 1);

    @TempDir
    private Path home;

    /** What was told, and of which messages others prove that they were sent. */
    private static final class Numbers implements FactSink {
        private final Set<FactId> told = ConcurrentHashMap.newKeySet();
        private final Set<FactId> proven = ConcurrentHashMap.newKeySet();
        private final SortedMap<String, Integer> lives = new TreeMap<>();
        private volatile long lost;

        @Override
        public synchronized void tell(StampedFact fact) {
            if (fact.fact() instanceof FactsLost some) {
                lost += some.count();
                return;
            }
            told.add(fact.id());
            if (fact.fact() instanceof MessageDelivered delivered) {
                proven.add(delivered.id());
            }
            if (fact.node().isMember()) {
                lives.merge(fact.node() + " " + fact.boot(), 1, Integer::sum);
            }
        }

        Set<FactId> missing() {
            return proven.stream()
                    .filter(id -> !told.contains(id))
                    .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(FactId::toString))));
        }

        synchronized SortedMap<String, Integer> lives() {
            return new TreeMap<>(lives);
        }

        boolean hasFirst(NodeId node, int boot) {
            return told.contains(new FactId(node, boot, 1));
        }
    }

    @Test
    void aLeaderThatIsKilledHasToldOfEveryMessageThatOthersGotFromIt() throws Exception {
        Path path = home.resolve("cluster");
        Numbers heard = new Numbers();
        try (LocalWorld world = LocalWorld.owning(path, new WorldSpec(3, QUICK, 3), false, Optional.empty())) {
            world.observe(heard);
            for (int kill = 0; kill < KILLS; kill++) {
                NodeId leader = world.cluster()
                        .awaitLeader(PATIENCE_NANOS)
                        .orElseThrow()
                        .node();
                Machine.kill(world.cluster()
                        .directory()
                        .process(leader)
                        .orElseThrow()
                        .pid());
                assertThat(TypedLines.apply(world::apply, "restart " + leader).done())
                        .isTrue();
            }
            assertThat(world.cluster().awaitLeader(PATIENCE_NANOS)).isPresent();
            TypedLines.apply(world::apply, "pause all");
            Machine.await("everything that was told arrives")
                    .untilAsserted(() -> assertThat(heard.missing()).isEmpty());
        }
        assertThat(heard.lost).isZero();
        assertThat(heard.proven).hasSizeGreaterThan(KILLS);
        assertThat(heard.lives())
                .hasSizeGreaterThanOrEqualTo(2 + KILLS)
                .allSatisfy((life, facts) -> assertThat(
                                heard.hasFirst(new NodeId(life.split(" ")[0]), Integer.parseInt(life.split(" ")[1])))
                        .as("the first fact of " + life)
                        .isTrue());
        Machine.awaitNothingLeft(path);
    }

    @Test
    void whoWatchesHearsTheLastFactsAndThenThatTheClusterWasEnded() throws Exception {
        Path path = home.resolve("cluster");
        LocalCluster cluster = LocalCluster.up(path, new WorldSpec(3, Pace.LAN.settings(), 3), false, Optional.empty());
        Numbers heard = new Numbers();
        try (LocalWorld watcher = LocalWorld.watching(cluster)) {
            watcher.observe(heard);
            assertThat(cluster.awaitLeader(PATIENCE_NANOS)).isPresent();
            Machine.await("three lives", () -> heard.lives().size() == 3);
            assertThat(watcher.isOver()).isFalse();
            LocalCluster.down(path);
            Machine.await("the end is seen", watcher::isOver);
            assertThat(heard.missing()).isEmpty();
        }
        Machine.awaitNothingLeft(path);
    }

    @Test
    void whoComesLateHearsEverythingFromTheFirstFact() throws Exception {
        Path path = home.resolve("cluster");
        WorldSpec spec = new WorldSpec(3, Pace.LAN.settings(), 3);
        try (LocalWorld world = LocalWorld.owning(path, spec, false, Optional.empty())) {
            NodeId leader =
                    world.cluster().awaitLeader(PATIENCE_NANOS).orElseThrow().node();
            TypedLines.apply(world::apply, "kill " + leader);
            TypedLines.apply(world::apply, "restart " + leader);
            assertThat(world.cluster().awaitLeader(PATIENCE_NANOS)).isPresent();
            Numbers heard = new Numbers();
            try (LocalWorld late = LocalWorld.watching(LocalCluster.at(path))) {
                late.observe(heard);
                Machine.await("four lives", () -> heard.lives().size() == 4);
                TypedLines.apply(world::apply, "pause all");
                Machine.await("everything arrives")
                        .untilAsserted(() -> assertThat(heard.missing()).isEmpty());
            }
            for (NodeId node : world.members()) {
                assertThat(heard.hasFirst(node, 1))
                        .as("the first fact of " + node)
                        .isTrue();
            }
            assertThat(heard.told)
                    .filteredOn(id -> id.node().equals(leader) && id.boot() == 1)
                    .as("the life that had ended before")
                    .hasSizeGreaterThan(20);
        }
        Machine.awaitNothingLeft(path);
    }
}
