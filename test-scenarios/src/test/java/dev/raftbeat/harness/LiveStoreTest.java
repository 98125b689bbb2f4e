package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.local.ClusterDirectory;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreFile;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The store as a process beside a cluster: it comes and goes with it. What it does to stale writes, the scenarios say. */
@Tag("process")
@Isolated("it changes a property that every other start of a node reads")
class LiveStoreTest {
    private static final WorldSpec SPEC = new WorldSpec(3, Pace.LAN.settings(), 1, Optional.of(StoreGuard.FENCED));

    @TempDir
    private Path directory;

    private LocalCluster up() {
        return LocalCluster.up(directory.resolve("cluster"), SPEC, false, Optional.empty());
    }

    @Test
    void itHoldsWhatTheLeaderWroteAndEndsWithTheCluster() throws Exception {
        LocalCluster cluster = up();
        ClusterDirectory folder = cluster.directory();
        assertThat(folder.process(NodeId.STORE)).isPresent();
        try {
            // On a busy machine another one may lead by the time that somebody's write has landed.
            Machine.await("the leader's writes land", () -> {
                Optional<NodeId> leader = cluster.awaitLeader(0).map(Leading::node);
                Optional<NodeId> writer =
                        StoreFile.peek(folder.storeFile()).last().map(write -> write.writer());
                return leader.isPresent() && writer.equals(leader);
            });
            assertThat(Machine.processesOf(folder.root())).hasSize(4);
        } finally {
            LocalCluster.down(folder.root());
        }
        Machine.awaitNothingLeft(folder.root());
        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void itEndsWithTheWorldThatOwnsIt() {
        Path path = directory.resolve("cluster");
        try (World world = LocalWorld.owning(path, SPEC, false, Optional.empty())) {
            assertThat(Machine.processesOf(path)).hasSize(5);
            assertThat(world.members()).hasSize(3);
        }
        Machine.awaitNothingLeft(path);
    }

    /** Nobody is left with a cluster whose writes go nowhere. */
    @Test
    void aClusterWhoseStoreDoesNotOpenIsEnded() {
        Path path = directory.resolve("cluster");
        String before = System.setProperty("raftbeat.lib", directory.toString());
        try {
            assertThatThrownBy(this::up)
                    .as("without a class path nothing starts")
                    .isInstanceOf(WorldException.class)
                    .hasMessageContaining("the store did not open");
        } finally {
            System.clearProperty("raftbeat.lib");
            Optional.ofNullable(before).ifPresent(lib -> System.setProperty("raftbeat.lib", lib));
        }
        assertThat(path).doesNotExist();
        Machine.awaitNothingLeft(path);
    }
}
