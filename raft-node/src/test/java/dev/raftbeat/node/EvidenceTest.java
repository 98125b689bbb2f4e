package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on real sockets: what proves that the leader is gone, and what does not. */
@Tag("process")
class EvidenceTest {
    private static final NodeId LEADER = new NodeId("n1");
    private static final NodeId NEAR = new NodeId("n2");
    private static final NodeId FAR = new NodeId("n3");
    private static final List<NodeId> ALL = List.of(LEADER, NEAR, FAR);
    private static final long MILLI = 1_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** So long that no timer runs out in a test, however busy the machine. */
    private static final Settings SETTINGS =
            new Settings(20 * MILLI, 120_000 * MILLI, 240_000 * MILLI, true, true, 0, 0, 0, true, 1);

    @TempDir
    private Path folder;

    private final Map<NodeId, HostPort> addresses = new LinkedHashMap<>();
    private final Map<Link, Relay> relays = new LinkedHashMap<>();
    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private Path key;
    private int candidates;
    private final List<StampedFact> facts = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeTheKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), ClusterKey.newSecret());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @BeforeEach
    void takePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (NodeId node : ALL) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            held.add(socket);
            addresses.put(node, new HostPort("127.0.0.1", socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
    }

    @AfterEach
    void end() throws IOException {
        nodes.values().forEach(Node::close);
        for (Relay relay : relays.values()) {
            relay.close();
        }
    }

    @Test
    void aLeaderThatIsGoneIsReplacedBeforeAnyTimerRunsOut() throws Exception {
        begin();
        nodes.remove(LEADER).close();
        await().atMost(PATIENCE).until(() -> count(BecameLeader.class, fact -> true) == 2);
        assertThat(told(PeerProvenDead.class))
                .as("a quorum of those that are left has proof of its own")
                .hasSize(2)
                .allMatch(proof ->
                        proof.peer().equals(LEADER) && proof.life() == 1 && proof.proof() == DeathProof.REFUSED);
    }

    @Test
    void aLeaderThatComesBackAtOnceIsKnownByItsNewLife() throws Exception {
        begin();
        nodes.remove(LEADER).close();
        start(LEADER);
        await().atMost(PATIENCE).until(() -> count(BecameLeader.class, fact -> true) >= 2);
        assertThat(told(PeerProvenDead.class)).allMatch(proof -> proof.life() == 1);
    }

    @Test
    void aResetLinkMovesNobody() throws Exception {
        begin();
        reset(NEAR, LEADER);
        requireCalm(NEAR, FAR);
    }

    @Test
    void allLinksOfTheLeaderResetMoveNobody() throws Exception {
        begin();
        reset(NEAR, LEADER);
        reset(FAR, LEADER);
        requireCalm(NEAR, FAR);
    }

    @Test
    void manyResetsMoveNobody() throws Exception {
        begin();
        for (int i = 0; i < 20; i++) {
            int before = heard(NEAR);
            reset(NEAR, LEADER);
            reset(FAR, LEADER);
            await().atMost(PATIENCE).until(() -> heard(NEAR) > before + 1);
        }
        requireCalm(NEAR, FAR);
    }

    @Test
    void aClosedListenerOfALivingLeaderMovesNobody() throws Exception {
        relay(NEAR, LEADER);
        relay(FAR, LEADER);
        begin();
        for (Relay relay : relays.values()) {
            relay.stopListening();
            relay.reset();
        }
        await().atMost(PATIENCE)
                .until(() -> count(PeerSuspected.class, fact -> fact.peer().equals(LEADER)) >= 2);
        requireCalm(NEAR, FAR);
    }

    @Test
    void aProxyThatAcceptsAndClosesMovesNobody() throws Exception {
        for (NodeId follower : List.of(NEAR, FAR)) {
            relay(follower, LEADER);
            relay(LEADER, follower);
        }
        begin();
        for (Relay relay : relays.values()) {
            relay.closeAtOnce();
            relay.reset();
        }
        await().atMost(PATIENCE)
                .until(() -> count(PeerSuspected.class, fact -> fact.peer().equals(LEADER)) >= 2);
        assertThat(told(PeerProvenDead.class)).isEmpty();
        requireNoElection();
    }

    @Test
    void aRuleThatRejectsAtOneFollowerMovesNobody() throws Exception {
        Relay out = relay(NEAR, LEADER);
        Relay in = relay(LEADER, NEAR);
        begin();
        for (Relay relay : List.of(out, in)) {
            relay.stopListening();
            relay.reset();
        }
        await().atMost(PATIENCE)
                .until(() -> count(PeerProvenDead.class, fact -> fact.peer().equals(LEADER)) == 1);
        requireCalm(FAR);
    }

    @Test
    void aHalfOpenConnectionMovesNobody() throws Exception {
        Relay out = relay(NEAR, LEADER);
        Relay in = relay(LEADER, NEAR);
        begin();
        out.swallow();
        in.swallow();
        requireCalm(FAR);
        assertThat(told(PeerProvenDead.class)).isEmpty();
    }

    @Test
    void whoSpeaksInTheLeadersNameWithoutTheKeyMovesNobody() throws Exception {
        begin();
        for (int boot = 1; boot <= 20; boot++) {
            byte[] hello = MessageCodec.write(new Frame.Hello("evidence", LEADER, NEAR, boot));
            try (Socket stranger = new Socket("127.0.0.1", addresses.get(NEAR).port())) {
                stranger.getOutputStream()
                        .write(ByteBuffer.allocate(4 + hello.length)
                                .putInt(hello.length)
                                .put(hello)
                                .array());
                assertThat(stranger.getInputStream().read()).as("no answer").isNegative();
            }
        }
        assertThat(count(FrameRefused.class, fact -> fact.reason() == RefusalReason.NOT_PROVEN))
                .isEqualTo(20);
        assertThat(told(PeerProvenDead.class)).isEmpty();
        assertThat(told(PeerSuspected.class)).isEmpty();
        requireCalm(NEAR, FAR);
    }

    /** All three, with their relays; n1 leads and both others have heard it. */
    private void begin() throws Exception {
        for (NodeId node : ALL) {
            start(node);
        }
        Node first = nodes.get(LEADER);
        await().atMost(PATIENCE).until(() -> {
            if (told(BecameLeader.class).isEmpty()) {
                first.loop().submit(() -> first.command(new Command.CampaignNow(), Optional.empty()));
            }
            return heard(NEAR) > 3 && heard(FAR) > 3;
        });
        assertThat(told(BecameLeader.class)).hasSize(1);
        candidates = told(BecameCandidate.class).size();
    }

    private void start(NodeId node) throws NodeException {
        Map<NodeId, HostPort> peers = new TreeMap<>(addresses);
        relays.forEach((link, relay) -> {
            if (link.from().equals(node)) {
                peers.put(link.to(), relay.address());
            }
        });
        NodeOptions options = new NodeOptions(
                node,
                "evidence",
                peers,
                addresses.get(node),
                folder.resolve(node.name()),
                Optional.empty(),
                SETTINGS,
                1,
                NodeRules.NONE,
                OptionalLong.empty(),
                NodeOptions.Output.NONE,
                new NodeOptions.Guard(Optional.empty(), true, false, true, Optional.of(key)),
                Optional.empty(),
                Optional.empty());
        nodes.put(node, Node.start(options, facts::add, reason -> {}));
    }

    private Relay relay(NodeId from, NodeId to) throws IOException {
        Relay relay = new Relay(addresses.get(to));
        relays.put(new Link(from, to), relay);
        return relay;
    }

    private void reset(NodeId node, NodeId peer) {
        Node one = nodes.get(node);
        one.loop().execute(() -> one.reset(peer));
    }

    /** These followers go on hearing the leader, and nobody has asked for votes since the first election. */
    private void requireCalm(NodeId... followers) {
        for (NodeId follower : followers) {
            int before = heard(follower);
            await().atMost(PATIENCE).until(() -> heard(follower) > before + 50);
        }
        requireNoElection();
    }

    private void requireNoElection() {
        assertThat(told(BecameCandidate.class)).hasSize(candidates);
    }

    private int heard(NodeId follower) {
        return (int) facts.stream()
                .filter(fact -> fact.node().equals(follower)
                        && fact.fact() instanceof HeartbeatHeard heard
                        && heard.leader().equals(LEADER))
                .count();
    }

    private <F extends Fact> long count(Class<F> kind, Predicate<F> fits) {
        return told(kind).stream().filter(fits).count();
    }

    private <F extends Fact> List<F> told(Class<F> kind) {
        return facts.stream()
                .map(StampedFact::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
