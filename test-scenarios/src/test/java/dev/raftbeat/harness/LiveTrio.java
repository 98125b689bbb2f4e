package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.node.SecretFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Three real processes under the eyes of a test, theirs and gone with it. */
final class LiveTrio implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final LocalWorld world;
    private final Heard heard;

    LiveTrio(Path path, Settings settings) {
        WorldSpec spec = new WorldSpec(3, settings, 3);
        world = LocalWorld.owning(path, spec, false, Optional.empty());
        heard = new Heard(world.members());
        world.observe(heard);
    }

    LocalCluster cluster() {
        return world.cluster();
    }

    Heard heard() {
        return heard;
    }

    List<NodeId> members() {
        return world.members();
    }

    /** @return the time when the line had taken effect */
    long apply(String line) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        assertThat(outcome.done()).as("\"%s\": %s", line, outcome.sentence()).isTrue();
        return world.nowNanos();
    }

    void await(String what, BooleanSupplier wish) {
        assertThat(heard.await(wish, PATIENCE_NANOS))
                .as(() -> what + "; the picture is " + heard.picture())
                .isTrue();
    }

    /** The leader whom all three follow. */
    Leading calm() {
        await("all follow one leader", () -> heard.picture().followersOfLeader().size() == 3);
        return heard.picture().leader().orElseThrow();
    }

    NodeId followerOf(Leading leading) {
        return members().stream()
                .filter(node -> !node.equals(leading.node()))
                .findFirst()
                .orElseThrow();
    }

    long pid(NodeId node) {
        return cluster().directory().process(node).orElseThrow().pid();
    }

    int peerPort(NodeId node) {
        return cluster().plan().peers().get(node).port();
    }

    Http control(NodeId node) {
        return new Http(cluster().plan().controls().get(node).port());
    }

    /** The header that shows the cluster's token. */
    String authorization() throws IOException {
        return "Authorization: Bearer "
                + Files.readString(cluster().directory().root().resolve("token"))
                        .strip();
    }

    /** By which its nodes know each other. */
    ClusterKey key() throws IOException {
        return SecretFile.key(cluster().directory().root().resolve("key"));
    }

    /** A value of the node's metrics; 0 when it is not there. */
    double metric(NodeId node, String nameAndLabels) throws IOException {
        return Metrics.read(control(node).get("/metrics").body()).getOrDefault(nameAndLabels, 0.0);
    }

    @Override
    public void close() {
        world.close();
    }
}
