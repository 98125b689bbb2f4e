package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import dev.raftbeat.world.Leading;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat node}, started by hand: its facts on standard output are enough to follow an election. */
@Tag("process")
class NodeByHandTest {
    private static final int ENVIRONMENT = 4;
    private static final List<NodeId> MEMBERS =
            IntStream.rangeClosed(1, 3).mapToObj(i -> new NodeId("n" + i)).toList();

    @TempDir
    private Path home;

    private final Heard heard = new Heard(MEMBERS);
    private final List<Jvm> nodes = new ArrayList<>();

    @AfterEach
    void endAll() {
        nodes.forEach(Jvm::close);
    }

    private void hear(String line) {
        try {
            heard.tell(FactCodec.read(line));
        } catch (WireException e) {
            throw new AssertionError("not a fact: " + line, e);
        }
    }

    private Jvm node(NodeId id, List<Integer> ports, String... more) throws Exception {
        String peers = IntStream.range(0, MEMBERS.size())
                .mapToObj(i -> MEMBERS.get(i) + "=127.0.0.1:" + ports.get(i))
                .collect(Collectors.joining(","));
        List<Object> line = new ArrayList<>(List.of("node", "--id", id, "--peers", peers));
        line.addAll(List.of("--listen", "127.0.0.1:" + ports.get(MEMBERS.indexOf(id))));
        line.addAll(List.of("--dir", home.resolve(id.name()), "--facts", "ndjson"));
        line.addAll(List.of(more));
        Jvm jvm = Jvm.start(this::hear, Main.class, line.toArray());
        nodes.add(jvm);
        return jvm;
    }

    @Test
    void anElectionCanBeFollowedFromStandardOutputAlone() throws Exception {
        List<Integer> ports = Machine.freePorts(3);
        Jvm first = node(MEMBERS.get(0), ports);
        Jvm second = node(MEMBERS.get(1), ports, "--priority", "4");
        Jvm staying = node(MEMBERS.get(2), ports, "--stay");
        staying.closeInput();

        assertThat(heard.await(() -> allFollow() && leads(MEMBERS.get(1)), 60_000_000_000L))
                .as("one leader whom all follow, that of the highest priority")
                .isTrue();
        Leading leading = heard.picture().leader().orElseThrow();
        assertThat(heard.all(BecameLeader.class, 0).stream().filter(fact -> fact.term() == leading.term()))
                .as("leaders of that term")
                .hasSize(1);
        for (NodeId node : MEMBERS) {
            assertThat(heard.await(() -> leads(node) || hearsLeader(node), 60_000_000_000L))
                    .as(node + " hears the leader")
                    .isTrue();
            List<Long> seqs = heard.told(node, 0).map(StampedFact::seq).toList();
            assertThat(seqs)
                    .as("the numbers of " + node + "'s facts")
                    .isSorted()
                    .doesNotHaveDuplicates();
        }

        long quorumGone = System.nanoTime();
        first.closeInput();
        second.closeInput();
        assertThat(first.awaitEnd()).as(first::err).isZero();
        assertThat(second.awaitEnd()).as(second::err).isZero();
        assertThat(first.err().strip())
                .as("a node without a key says so")
                .isEqualTo("raftbeat node n1: has no key, so that whoever reaches 127.0.0.1:" + ports.get(0)
                        + " can speak in the name of a peer (--key-file FILE)");
        assertThat(heard.await(
                        () -> heard.told(MEMBERS.get(2), quorumGone + 500_000_000L)
                                .findAny()
                                .isPresent(),
                        60_000_000_000L))
                .as("the one that stays goes on, although its standard input closed first")
                .isTrue();
        assertThat(staying.isAlive()).isTrue();
    }

    @Test
    void nodesWithOneKeyElectALeaderAndOneWithoutIsToldWhyItIsAlone() throws Exception {
        List<Integer> ports = Machine.freePorts(3);
        Path key = Files.writeString(home.resolve("key"), ClusterKey.newSecret());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Jvm first = node(MEMBERS.get(0), ports, "--key-file", key.toString());
        node(MEMBERS.get(1), ports, "--key-file", key.toString());
        node(MEMBERS.get(2), ports);
        assertThat(heard.await(
                        () -> leads(MEMBERS.get(0)) && hearsLeader(MEMBERS.get(1))
                                || leads(MEMBERS.get(1)) && hearsLeader(MEMBERS.get(0)),
                        60_000_000_000L))
                .as("two of three agree")
                .isTrue();
        for (NodeId node : MEMBERS) {
            assertThat(heard.await(
                            () -> heard.any(
                                    node,
                                    FrameRefused.class,
                                    fact -> fact.reason() == RefusalReason.NOT_PROVEN
                                            && fact.detail()
                                                    .endsWith(
                                                            node.equals(MEMBERS.get(2))
                                                                    ? "with a key, and this node has none"
                                                                    : "without a key, and this node has one"),
                                    0),
                            60_000_000_000L))
                    .as(node + " says why it does not talk")
                    .isTrue();
        }
        assertThat(heard.all(HeartbeatHeard.class, 0))
                .noneMatch(fact -> fact.leader().equals(MEMBERS.get(2)));
        first.closeInput();
        assertThat(first.awaitEnd()).isZero();
        assertThat(first.err()).isEmpty();
    }

    private boolean allFollow() {
        return heard.picture().followersOfLeader().size() == MEMBERS.size();
    }

    private boolean leads(NodeId node) {
        return heard.picture()
                .leader()
                .filter(leading -> leading.node().equals(node))
                .isPresent();
    }

    private boolean hearsLeader(NodeId node) {
        return heard.picture()
                .leader()
                .filter(leading -> heard.any(
                        node,
                        HeartbeatHeard.class,
                        fact -> leading.node().equals(fact.leader()) && leading.term() == fact.term(),
                        0))
                .isPresent();
    }

    @Test
    void aPortInUseAndABallotInUseAreOneSentenceEach() throws Exception {
        List<Integer> ports = Machine.freePorts(4);
        NodeId id = MEMBERS.get(0);
        node(id, ports);
        assertThat(heard.await(() -> heard.told(id, 0).findAny().isPresent(), 60_000_000_000L))
                .isTrue();

        List<Integer> elsewhere = List.of(ports.get(3), ports.get(1), ports.get(2));
        refusedInOneSentence(node(id, elsewhere), "n1", "nother process");

        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Integer> taken = List.of(ports.get(0), busy.getLocalPort(), ports.get(2));
            refusedInOneSentence(node(MEMBERS.get(1), taken), "127.0.0.1:" + busy.getLocalPort(), "in use");
        }
    }

    private static void refusedInOneSentence(Jvm node, String... words) throws Exception {
        assertThat(node.awaitEnd()).as(node::err).isEqualTo(ENVIRONMENT);
        assertThat(node.err().lines()).as("standard error").hasSize(1);
        assertThat(node.err()).contains(words);
    }
}
