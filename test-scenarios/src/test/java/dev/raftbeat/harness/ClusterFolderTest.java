package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is left running is known by its folder alone, and the folder has manners. */
@Tag("process")
@BesideAnother
class ClusterFolderTest {
    @TempDir
    private Path home;

    private Path path;

    @BeforeEach
    void choose() throws Exception {
        path = home.toRealPath().resolve("cluster");
    }

    @AfterEach
    void leaveNothing() {
        Machine.processesOf(path).forEach(Machine::kill);
    }

    private LocalCluster up(int nodes) {
        return LocalCluster.up(path, new WorldSpec(nodes, Pace.LAN.settings(), 1), false, Optional.empty());
    }

    @Test
    void aSecondUpIsRefusedAndDownEndsPausedNodesToo() {
        up(2);
        List<Long> running = Machine.processesOf(path);
        assertThatThrownBy(() -> up(2))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("a cluster runs in")
                .hasMessageContaining("raftbeat down");
        assertThat(Machine.processesOf(path))
                .as("the first cluster")
                .isEqualTo(running)
                .hasSize(2);

        LocalCluster cluster = LocalCluster.at(path);
        assertThat(TypedLines.apply(cluster::apply, "pause n2").done()).isTrue();
        assertThat(cluster.status())
                .extracting(NodeStatus::state)
                .as("states")
                .element(1)
                .isEqualTo("paused");
        LocalCluster.down(path);
        assertThat(Machine.processesOf(path)).isEmpty();
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> LocalCluster.down(path))
                .isInstanceOf(WorldException.class)
                .hasMessageStartingWith("no cluster runs in ");
    }

    @Test
    void aClusterWhoseProcessesAreGoneGivesWayToANewOne() throws Exception {
        String first = up(1).plan().id();
        Machine.processesOf(path).forEach(Machine::kill);
        assertThat(LocalCluster.at(path).status()).extracting(NodeStatus::state).containsExactly("dead");
        LocalCluster second = up(1);
        assertThat(second.plan().id()).isNotEqualTo(first);
        assertThat(second.awaitLeader(30_000_000_000L))
                .as("a leader of the new cluster")
                .isPresent();
        LocalCluster.down(path);
    }

    @Test
    void aFolderWithSomethingElseInItIsLeftAlone() throws Exception {
        Files.createDirectories(path);
        Path treasure = Files.writeString(path.resolve("treasure"), "gold");
        assertThatThrownBy(() -> up(1))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("holds something that is no cluster");
        assertThatThrownBy(() -> LocalCluster.down(path)).isInstanceOf(WorldException.class);
        assertThat(treasure).hasContent("gold");
        assertThat(Machine.processesOf(path)).isEmpty();
    }

    @Test
    void aDamagedPlanCanStillBeTakenDown() throws Exception {
        up(1);
        Files.writeString(path.resolve("cluster.json"), "{\"v\":1,");
        assertThatThrownBy(() -> LocalCluster.at(path))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("raftbeat down");
        LocalCluster.down(path);
        assertThat(Machine.processesOf(path)).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void upOverADamagedPlanNeverLosesRunningProcesses() throws Exception {
        up(1);
        Files.writeString(path.resolve("cluster.json"), "{\"v\":1,");
        List<Long> running = Machine.processesOf(path);
        assertThatThrownBy(() -> up(1)).isInstanceOf(WorldException.class).hasMessageContaining("raftbeat down");
        assertThat(Machine.processesOf(path)).isEqualTo(running);
        LocalCluster.down(path);
        assertThat(Machine.processesOf(path)).isEmpty();
    }

    /** As when the command that started it was killed before it could write it down. */
    @Test
    void aProcessThatIsWrittenDownNowhereIsFoundByItsMark() throws Exception {
        up(2);
        List<Long> running = Machine.processesOf(path);
        Files.delete(path.resolve("pids/n1"));
        Files.delete(path.resolve("pids/n2"));
        assertThatThrownBy(() -> up(1)).isInstanceOf(WorldException.class).hasMessageContaining("a cluster runs in");
        assertThat(Machine.processesOf(path)).isEqualTo(running);
        LocalCluster.down(path);
        assertThat(Machine.processesOf(path)).isEmpty();
        assertThat(path).doesNotExist();
    }

    /** A number is given again to others, once its process has ended. */
    @Test
    void aProcessOfAnotherThatHasTheNumberIsLeftAlone() throws Exception {
        up(1);
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            String mark = Files.readString(path.resolve("pids/n1")).split(" ")[1];
            Files.writeString(path.resolve("pids/n1"), stranger.pid() + " " + mark);
            assertThat(LocalCluster.at(path).status())
                    .extracting(NodeStatus::state)
                    .containsExactly("dead");
            LocalCluster.down(path);
            assertThat(stranger.isAlive()).isTrue();
            assertThat(Machine.processesOf(path)).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aCopyOfTheFolderIsNotTheCluster() throws Exception {
        up(1);
        Path copy = path.resolveSibling("copy");
        assertThat(new ProcessBuilder("cp", "-r", path.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(LocalCluster.at(copy).status()).extracting(NodeStatus::state).containsExactly("dead");
        LocalCluster.down(copy);
        assertThat(copy).doesNotExist();
        assertThat(Machine.processesOf(path)).hasSize(1);
        Files.move(path, copy);
        LocalCluster.down(copy);
        assertThat(Machine.processesOf(path))
                .as("those of a folder that was moved")
                .isEmpty();
        assertThat(copy).doesNotExist();
    }

    @Test
    void whatElseLiesAmongTheProcessesIsPassedOver() throws Exception {
        up(2);
        Files.writeString(path.resolve("pids/n1~"), "1 0000beef/n1");
        Files.writeString(path.resolve("pids/.DS_Store"), "");
        LocalCluster cluster = LocalCluster.at(path);
        assertThat(cluster.status()).hasSize(2);
        assertThat(TypedLines.apply(cluster::apply, "kill n1").done()).isTrue();
        assertThat(TypedLines.apply(cluster::apply, "heal").done()).isTrue();
        Files.createDirectory(path.resolve("pids/n3"));
        Files.createSymbolicLink(path.resolve("pids/n4"), path.resolve("pids/n1"));
        assertThatThrownBy(cluster::status)
                .isInstanceOf(WorldException.class)
                .hasMessageEndingWith("pids/n3 (a folder), pids/n4 (a symbolic link); move it away");
        assertThat(LocalCluster.down(path))
                .containsExactly("pids/.DS_Store", "pids/n1~", "pids/n3 (a folder)", "pids/n4 (a symbolic link)");
        assertThat(Machine.processesOf(path)).isEmpty();
    }

    @Test
    void whoKnewAClusterThatAnotherHasReplacedLeavesThatOneAlone() {
        LocalCluster first = up(1);
        LocalCluster.down(path);
        up(1);
        assertThatThrownBy(() -> TypedLines.apply(first::apply, "kill n1"))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("is another one by now");
        assertThat(Machine.processesOf(path)).hasSize(1);
        LocalCluster.down(path);
    }
}
