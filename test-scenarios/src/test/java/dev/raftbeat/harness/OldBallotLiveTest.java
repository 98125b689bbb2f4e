package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older copy of a ballot file is put back while its process is down. */
@Tag("process")
class OldBallotLiveTest {
    @TempDir
    private Path home;

    private Path path;
    private LocalWorld owner;

    @BeforeEach
    void bringUp() throws IOException {
        path = home.toRealPath().resolve("cluster");
        owner = LocalWorld.owning(path, new WorldSpec(3, Pace.CONTAINERS.settings(), 3), true, Optional.empty());
    }

    @AfterEach
    void takeDown() throws IOException {
        owner.close();
        Machine.processesOf(path).forEach(Machine::kill);
    }

    private NodeId leader() throws InterruptedException {
        LocalCluster cluster = owner.cluster();
        return cluster.awaitLeader(60_000_000_000L).orElseThrow().node();
    }

    private void apply(String line) {
        assertThat(TypedLines.apply(owner::apply, line).done()).as(line).isTrue();
    }

    private String text(String file) {
        try {
            return Files.readString(path.resolve("nodes").resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** How many messages of this life of the node its leader has taken in. */
    private long heard(NodeId leader, NodeId node, int life) {
        return text(leader + ".facts.ndjson")
                .lines()
                .filter(line -> line.contains("\"MessageDelivered\"") && line.contains("\"" + node + ":" + life + ":"))
                .count();
    }

    @Test
    void bothSidesSayThatAnOlderCopyWasPutBack() throws Exception {
        NodeId leader = leader();
        NodeId node = owner.members().stream()
                .filter(member -> !member.equals(leader))
                .findFirst()
                .orElseThrow();
        Path ballot = path.resolve("nodes").resolve(node.name()).resolve("ballot");
        Machine.await("the leader hears " + node, () -> heard(leader, node, 1) > 2);
        apply("kill " + node);
        Path copy = Files.copy(ballot, home.resolve("copy"));
        apply("restart " + node);
        Machine.await("the leader hears its second life", () -> heard(leader, node, 2) > 20);
        assertThat(text(leader + ".facts.ndjson")).doesNotContain("BallotDoubted");

        apply("kill " + node);
        Files.copy(copy, ballot, StandardCopyOption.REPLACE_EXISTING);
        apply("restart " + node);

        String doubt = "\"whose\":\"" + node + "\",\"by\":\"" + leader + "\",\"life\":2";
        Machine.await(
                "the leader tells of it", () -> text(leader + ".facts.ndjson").contains(doubt));
        Machine.await(node + " tells of it", () -> text(node + ".facts.ndjson").contains(doubt));
        Machine.await(
                "the leader's log", () -> text(leader + ".log").contains(node + " came back with an older ballot"));
        Machine.await(
                node + "'s log",
                () -> text(node + ".log")
                        .contains("the ballot here is older than " + leader + " remembers (life 2 and term "));
        assertThat(leader()).as("nobody is deposed because of it").isEqualTo(leader);
    }
}
