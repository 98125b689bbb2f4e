package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFilesTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    @TempDir
    private Path folder;

    private ClusterDirectory directory;
    private ClusterPlan plan;

    @BeforeEach
    void layOut() {
        directory = new ClusterDirectory(folder.resolve("c"));
        Map<NodeId, HostPort> addresses = new TreeMap<>();
        List.of(N1, N2, N3).forEach(node -> addresses.put(node, new HostPort("127.0.0.1", 7_000)));
        plan = new ClusterPlan(
                "local-1", addresses, addresses, Pace.CLASS.settings().withPreVote(false), 7, true, Optional.of("odd"));
        directory.lockedAnew(() -> {
            directory.create(plan);
            return plan;
        });
    }

    @Test
    void thePlanComesBackFromItsFile() {
        assertThat(directory.plan()).isEqualTo(plan);
    }

    @Test
    void theFolderIsClosedToOthers() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.root())).hasSize(3);
        assertThat(Files.getPosixFilePermissions(directory.tokenFile())).hasSize(2);
        assertThat(directory.token()).hasSize(64);
        assertThat(Files.getPosixFilePermissions(directory.keyFile())).hasSize(2);
        assertThat(Files.readString(directory.keyFile())).hasSize(64).isNotEqualTo(directory.token());
    }

    @Test
    void aDamagedPlanIsNamedWithTheWayOut() throws IOException {
        Files.writeString(directory.root().resolve("cluster.json"), "{\"v\":1,");

        assertThatThrownBy(() -> directory.plan())
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("cluster.json")
                .hasMessageContaining("raftbeat down");
    }

    @Test
    void theWorldsFactsAreNumberedByTheirLinesAndReadAsFarAsTheyAreWhole() throws IOException {
        WorldLog log = new WorldLog(directory.worldFacts());
        log.tell(new FaultEnded(1, "cut n1 -> n2"), Optional.empty());
        WorldLog.Tail first = log.read(0);
        var second = log.tell(new FaultEnded(2, "kill n1"), Optional.empty());
        Files.writeString(directory.worldFacts(), "{\"v\":1,\"t_ns\"", StandardOpenOption.APPEND);
        WorldLog.Tail rest = log.read(first.next());

        assertThat(first.facts()).hasSize(1);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(rest.facts()).hasSize(1);
        assertThat(log.read(rest.next()).facts()).isEmpty();
    }

    /** Whoever adds a fact counts those before it: not for minutes. */
    @Test
    void theWorldsFactsAreNotCountedWithoutEnd() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.worldFacts().toFile(), "rw")) {
            sparse.setLength(65 << 20);
        }
        WorldLog log = new WorldLog(directory.worldFacts());

        assertThatThrownBy(() -> log.tell(new FaultEnded(1, "cut n1 -> n2"), Optional.empty()))
                .isInstanceOf(WorldException.class)
                .hasMessageEndingWith("world.ndjson is longer than 64 MiB: expected the facts of the world");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0", "N1", "n9", "world", "", "\u001b[2J"})
    void whatIsNoNameOfAMemberWasNoLeader(String line) throws IOException {
        LeaderSearch search = new LeaderSearch(directory, plan);
        Files.writeString(directory.leadersFile(), line + "\n");

        assertThat(search.picture(List.of(dead(N1), dead(N2), dead(N3))).oldLeader())
                .isEmpty();
    }

    @Test
    void theLeaderIsTheOneThatAQuorumFollowsInItsTerm() {
        assertThat(LeaderSearch.claims(
                                plan.members(),
                                List.of(says(N1, "LEADER", 2, N1), says(N2, "FOLLOWER", 2, N1), dead(N3)))
                        .leader())
                .contains(N1);
        assertThat(LeaderSearch.claims(
                                plan.members(),
                                List.of(says(N1, "LEADER", 2, N1), says(N2, "FOLLOWER", 1, N1), dead(N3)))
                        .leader())
                .as("a follower in another term follows somebody else")
                .isEmpty();
        assertThat(LeaderSearch.claims(plan.members(), List.of(says(N1, "LEADER", 2, N1), dead(N2), dead(N3)))
                        .leader())
                .isEmpty();
    }

    @Test
    void theOldLeaderIsWhoStillClaimsToLeadOrWhoLedBefore() {
        LeaderSearch search = new LeaderSearch(directory, plan);
        List<NodeStatus> first = List.of(says(N1, "LEADER", 1, N1), says(N2, "FOLLOWER", 1, N1), dead(N3));
        List<NodeStatus> both =
                List.of(says(N1, "LEADER", 1, N1), says(N2, "LEADER", 2, N2), says(N3, "FOLLOWER", 2, N2));
        List<NodeStatus> after =
                List.of(says(N1, "FOLLOWER", 2, N2), says(N2, "LEADER", 2, N2), says(N3, "FOLLOWER", 2, N2));

        assertThat(search.picture(first).oldLeader()).isEmpty();
        assertThat(search.picture(both).oldLeader()).contains(N1);
        SelectorContext picture = search.picture(after);
        assertThat(picture.leader()).contains(N2);
        assertThat(picture.oldLeader()).contains(N1);
        assertThat(search.picture(first).dead()).containsExactly(N3);
    }

    private static NodeStatus says(NodeId node, String role, long term, NodeId leader) {
        return new NodeStatus(
                node.name(),
                Optional.of(role),
                OptionalLong.of(term),
                Optional.empty(),
                Optional.of(leader.name()),
                OptionalLong.empty(),
                OptionalLong.of(1),
                "",
                "up");
    }

    private static NodeStatus dead(NodeId node) {
        return NodeStatus.unreachable(node.name(), "dead", "");
    }

    @Test
    void twoWhoKnowTheSameFolderWaitForEachOther() throws InterruptedException {
        ClusterDirectory other = new ClusterDirectory(directory.root());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Thread holder = new Thread(() -> directory.locked(() -> {
            held.countDown();
            try {
                return letGo.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        holder.start();
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        FutureTask<Boolean> waiting = new FutureTask<>(() -> other.locked(() -> letGo.getCount() == 0));
        new Thread(waiting).start();
        letGo.countDown();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
        holder.join();
    }
}
