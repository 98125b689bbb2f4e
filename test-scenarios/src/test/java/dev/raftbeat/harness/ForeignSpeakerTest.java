package dev.raftbeat.harness;

import static dev.raftbeat.harness.SpoofedPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.node.SecretFile;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program of the machine speaks in the names of the nodes of a cluster that {@code up} brought up. */
@Tag("process")
class ForeignSpeakerTest {
    private static final long PATIENCE = 60_000_000_000L;
    /** More than once for each link, and few enough that a slow pace holds no election meanwhile. */
    private static final int ROUNDS = 5;

    @TempDir
    private Path home;

    private final List<Path> up = new ArrayList<>();

    private LocalCluster up(String name) throws InterruptedException {
        Path folder = home.resolve(name);
        LocalCluster cluster =
                LocalCluster.up(folder, new WorldSpec(3, Pace.CONTAINERS.settings(), 3), false, Optional.empty());
        up.add(folder);
        assertThat(cluster.awaitLeader(PATIENCE)).isPresent();
        return cluster;
    }

    @AfterEach
    void down() {
        up.forEach(LocalCluster::down);
    }

    private static double notProven(LocalCluster cluster, NodeId node) {
        try {
            String page = new Http(cluster.plan().controls().get(node).port())
                    .get("/metrics")
                    .body();
            return Metrics.read(page)
                    .getOrDefault(
                            "raftbeat_network_frames_refused_total{reason=\"" + RefusalReason.NOT_PROVEN + "\"}", 0.0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static NodeStatus status(LocalCluster cluster, NodeId node) {
        return cluster.status().get(cluster.plan().members().indexOf(node));
    }

    @Test
    void itIsRefusedAndCountedAndNothingChanges() throws Exception {
        LocalCluster cluster = up("cluster");
        ClusterKey another = SecretFile.key(up("another").directory().root().resolve("key"));
        List<NodeId> members = cluster.plan().members();
        Leading before = cluster.awaitLeader(PATIENCE).orElseThrow();
        byte[] lie = framed(new Frame.Raft(1, 1, new RaftMessage.RequestVote(before.term() + 500, 0, 0, 9)));
        for (int round = 1; round <= ROUNDS; round++) {
            for (NodeId target : members) {
                for (NodeId name : members) {
                    if (!name.equals(target)) {
                        speak(cluster, new Frame.Hello(cluster.plan().id(), name, target, round), another, lie);
                    }
                }
            }
        }
        for (NodeId node : members) {
            Machine.await(node + " has counted each of them", () -> notProven(cluster, node) == 4 * ROUNDS);
        }
        assertThat(cluster.awaitLeader(PATIENCE))
                .as("leader and term after all that")
                .contains(before);

        NodeId follower = members.stream()
                .filter(node -> !node.equals(before.node()))
                .findFirst()
                .orElseThrow();
        for (String line : List.of("kill " + follower, "restart " + follower)) {
            assertThat(TypedLines.apply(cluster::apply, line).done()).as(line).isTrue();
        }
        Machine.await(
                "it comes back in its new life",
                () -> status(cluster, follower)
                                .leader()
                                .equals(Optional.of(before.node().name()))
                        && status(cluster, follower).boot().orElse(0) == 2);
        for (NodeId node : members) {
            if (!node.equals(follower)) {
                assertThat(notProven(cluster, node)).as("at " + node).isEqualTo(4 * ROUNDS);
            }
        }
        assertThat(cluster.awaitLeader(PATIENCE)).contains(before);
    }

    /** Once without a key, and once with that of another cluster. */
    private static void speak(LocalCluster cluster, Frame.Hello hello, ClusterKey another, byte[] lie)
            throws IOException {
        int port = cluster.plan().peers().get(hello.to()).port();
        try (SpoofedPeer bare = new SpoofedPeer(port);
                SpoofedPeer neighbour = new SpoofedPeer(port)) {
            bare.send(framed(hello), lie);
            assertThat(neighbour.introduce(hello, another)).isFalse();
        }
    }
}
