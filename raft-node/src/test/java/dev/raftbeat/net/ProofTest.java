package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.CLUSTER;
import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static dev.raftbeat.net.Loopback.on;
import static dev.raftbeat.net.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.net.Ear.ConnectionLost;
import dev.raftbeat.net.Ear.ProvenDead;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.Frame.Challenge;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Proof;
import dev.raftbeat.wire.Frame.Welcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of a cluster with a key: who may speak in whose name, and that nobody else is heard or displaces anybody. */
@Timeout(60)
class ProofTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ANOTHER = "another0123456789abcdef0123456789";

    private final Ear ear = new Ear();
    private final List<RawPeer> raws = new ArrayList<>();
    private Loopback net;

    @BeforeEach
    void aKeyForAll() throws Exception {
        net = new Loopback(N1, N2, N3);
        for (NodeId node : List.of(N1, N2, N3)) {
            net.key(node, SECRET);
        }
    }

    @AfterEach
    void end() throws Exception {
        for (RawPeer raw : raws) {
            raw.close();
        }
        net.close();
    }

    private static NetOptions options(NodeId self, int boot, String secret) {
        return new NetOptions(
                CLUSTER,
                self,
                boot,
                new HostPort("127.0.0.1", 1),
                new TreeMap<>(),
                1,
                1,
                Optional.of(new ClusterKey(secret)));
    }

    private static Introduction from(NodeId self, NodeId to, int boot, String secret) {
        return Introduction.to(to, options(self, boot, secret));
    }

    private RawPeer dial() throws Exception {
        RawPeer raw = RawPeer.to(net.address(N1));
        raws.add(raw);
        return raw;
    }

    /** A connection of somebody who holds the key, and what he said on it. */
    private record Spoken(RawPeer raw, Hello hello, Proof proof) {}

    private Spoken dialAs(NodeId peer) throws Exception {
        Introduction introduction = from(peer, N1, 1, SECRET);
        RawPeer raw = dial().frame(introduction.hello());
        Proof proof = introduction.answer((Challenge) raw.read());
        raw.frame(proof);
        introduction.check((Welcome) raw.read());
        return new Spoken(raw, introduction.hello(), proof);
    }

    private String refused(RawPeer raw) throws Exception {
        raw.awaitEnd();
        FrameRefused refused = ear.refused(RefusalReason.NOT_PROVEN);
        assertThat(refused.remote()).as("nobody's name").startsWith("127.0.0.1:");
        return refused.detail();
    }

    /** The connection is the one of its peer: what is said on it is heard. */
    private void requireHeard(Spoken spoken, Network at) throws Exception {
        spoken.raw.message(new AppendEntries(9, 1));
        ear.next(Arrived.class);
        assertThat(on(at, at::snapshot).inbound()).isEqualTo(1);
        assertThat(ear.all(ConnectionLost.class)).isEmpty();
        spoken.raw.frame(new Frame.Bye());
    }

    @Test
    void twoNodesWithTheKeyTalkToEachOther() throws Exception {
        Network n1 = net.start(N1, ear);
        Ear ear2 = new Ear();
        Network n2 = net.start(N2, ear2);
        ear2.next(LinkUp.class);
        ear.next(LinkUp.class);
        Envelope<RaftMessage> message = net.message(N2, N1, new AppendEntries(1, 1));
        send(n2, message);
        assertThat(ear.next(Arrived.class).envelope()).isEqualTo(message);
        assertThat(on(n1, n1::snapshot).refused()).isEmpty();
        assertThat(on(n2, n2::snapshot).refused()).isEmpty();
    }

    @Test
    void aHelloWithoutTheKeyIsRefusedAndDisplacesNobody() throws Exception {
        Network n1 = net.start(N1, ear);
        Spoken honest = dialAs(N2);
        assertThat(refused(dial().hello(N2, N1))).isEqualTo("hello as n2 without a key, and this node has one");
        assertThat(refused(dial().frame(from(N2, N1, 1, ANOTHER).hello()))).isEqualTo("hello as n2 with another key");
        assertThat(on(n1, n1::snapshot).refused()).containsExactly(java.util.Map.entry(RefusalReason.NOT_PROVEN, 2L));
        requireHeard(honest, n1);
    }

    @Test
    void whatWasSaidBeforeIsRefusedWhenItIsSaidAgain() throws Exception {
        Network n1 = net.start(N1, ear);
        Spoken honest = dialAs(N2);
        RawPeer again = dial().frame(honest.hello);
        assertThat(again.read()).isInstanceOf(Challenge.class);
        assertThat(refused(again.frame(honest.proof).message(new AppendEntries(900, 1))))
                .isEqualTo("hello as n2, whose sender could not prove it anew");
        RawPeer inOneBreath = dial().frame(honest.hello).frame(honest.proof).message(new AppendEntries(900, 1));
        refused(inOneBreath);
        assertThat(ear.all(Arrived.class)).isEmpty();
        requireHeard(honest, n1);
    }

    @Test
    void aHelloOfAnotherPairOrLifeProvesNothing() throws Exception {
        net.start(N1, ear);
        Hello hello = from(N2, N1, 1, SECRET).hello();
        for (Hello changed : List.of(
                new Hello(CLUSTER, N3, N1, 1, hello.seal()),
                new Hello(CLUSTER, N2, N1, 2, hello.seal()),
                from(N2, N3, 1, SECRET).hello())) {
            Hello forN1 = new Hello(CLUSTER, changed.from(), N1, changed.boot(), changed.seal());
            assertThat(refused(dial().frame(forN1))).endsWith("with another key");
        }
    }

    @Test
    void whoNeverProvesItIsLetGo() throws Exception {
        net.start(N1, ear);
        RawPeer raw = dial().frame(from(N2, N1, 1, SECRET).hello());
        assertThat(refused(raw)).isEqualTo("hello as n2, whose sender proved nothing in time");
    }

    @Test
    void framesThatDoNotBelongThere() throws Exception {
        Network n1 = net.start(N1, ear);
        Hello hello = from(N2, N1, 1, SECRET).hello();
        dial().frame(hello).frame(hello).awaitEnd();
        ear.refused(RefusalReason.MALFORMED);
        dial().frame(new Proof("0".repeat(64))).awaitEnd();
        ear.refused(RefusalReason.SILENT_STRANGER);
        dial().frame(hello).frame(new Challenge(1, "0".repeat(32))).awaitEnd();
        ear.refused(RefusalReason.SILENT_STRANGER);
        Spoken honest = dialAs(N2);
        honest.raw.frame(honest.proof).awaitEnd();
        ear.refused(RefusalReason.MALFORMED);
        while (on(n1, n1::snapshot).inbound() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aThousandCapturedHellosKeepNobodyOut() throws Exception {
        Network n1 = net.start(N1, ear);
        Hello captured = dialAs(N2).hello;
        for (int i = 0; i < 1_000; i++) {
            dial().frame(captured);
        }
        Ear ear3 = new Ear();
        Network n3 = net.start(N3, ear3);
        ear3.next(LinkUp.class);
        Envelope<RaftMessage> message = net.message(N3, N1, new AppendEntries(1, 1));
        send(n3, message);
        assertThat(ear.next(Arrived.class).envelope()).isEqualTo(message);
        assertThat(on(n1, n1::snapshot).strangers()).isLessThanOrEqualTo(2 * (2 + Acceptor.STRANGERS_EXTRA));
    }

    @Test
    void aKeyOnOneSideOnlyAndTwoKeys() throws Exception {
        net.key(N2, ANOTHER);
        net.start(N1, ear);
        Ear ear2 = new Ear();
        Network n2 = net.start(N2, ear2);
        assertThat(ear.refused(RefusalReason.NOT_PROVEN).detail()).endsWith("with another key");
        assertThat(ear2.refused(RefusalReason.NOT_PROVEN).detail()).endsWith("with another key");
        Loopback.stop(n2);
        net.key(N2, null);
        Ear ear3 = new Ear();
        net.start(N2, ear3);
        assertThat(ear.next(FrameRefused.class, fact -> fact.detail().contains("without a key"))
                        .reason())
                .isEqualTo(RefusalReason.NOT_PROVEN);
        assertThat(ear3.refused(RefusalReason.NOT_PROVEN).detail())
                .isEqualTo("hello as n1 with a key, and this node has none");
        assertThat(ear.all(LinkUp.class)).isEmpty();
        assertThat(ear2.all(LinkUp.class)).isEmpty();
        assertThat(ear3.all(LinkUp.class)).isEmpty();
    }

    /** Whoever listens at the address of n2, and what it answers to n1. */
    private final class Listener implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

        Listener() throws Exception {
            socket.setSoTimeout(20_000);
            net.move(N2, new HostPort("127.0.0.1", socket.getLocalPort()));
        }

        RawPeer accept() throws Exception {
            RawPeer raw = new RawPeer(socket.accept());
            raws.add(raw);
            return raw;
        }

        /** Answers as n2 in this life, with the key. */
        RawPeer welcome(int life) throws Exception {
            RawPeer raw = accept();
            Introduction called = Introduction.heard((Hello) raw.read(), options(N2, life, SECRET));
            called.check((Proof) raw.frame(called.challenge()).read());
            raw.frame(called.welcome());
            ear.next(LinkUp.class);
            return raw;
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }

    @Test
    void whoTakesTheAddressOfAPeerIsNotBelieved() throws Exception {
        try (Listener listener = new Listener()) {
            net.start(N1, ear);
            RawPeer plain = listener.accept();
            plain.read();
            plain.frame(new Welcome(7)).awaitEnd();
            assertThat(ear.refused(RefusalReason.NOT_PROVEN).detail())
                    .isEqualTo("answer as n2 without a key, and this node has one");
            RawPeer mirror = listener.accept();
            mirror.read();
            Proof theirs =
                    (Proof) mirror.frame(new Challenge(7, "1".repeat(32))).read();
            mirror.frame(new Welcome(7, Optional.of(theirs.proof()))).awaitEnd();
            assertThat(ear.refused(RefusalReason.NOT_PROVEN).detail()).contains("another key");
            RawPeer twice = listener.accept();
            twice.read();
            twice.frame(new Challenge(7, "1".repeat(32))).frame(new Challenge(7, "2".repeat(32)));
            twice.awaitEnd();
            assertThat(ear.refused(RefusalReason.MALFORMED).detail()).isEqualTo("a second challenge");
            assertThat(ear.all(LinkUp.class)).isEmpty();
            assertThat(ear.all(ConnectionLost.class)).isEmpty();
        }
    }

    @Test
    void aWelcomeOfAnotherLifeThanTheChallengeIsRefused() throws Exception {
        try (Listener listener = new Listener()) {
            net.start(N1, ear);
            RawPeer raw = listener.accept();
            Introduction called = Introduction.heard((Hello) raw.read(), options(N2, 3, SECRET));
            called.check((Proof) raw.frame(called.challenge()).read());
            raw.frame(new Welcome(9, called.welcome().proof())).awaitEnd();
            assertThat(ear.refused(RefusalReason.NOT_PROVEN).detail()).contains("another life");
        }
    }

    @Test
    void aLaterLifeIsProofWhenItHasProvenItself() throws Exception {
        try (Listener listener = new Listener()) {
            net.start(N1, ear);
            RawPeer first = listener.welcome(4);
            RawPeer liar = dial().hello(N2, N1, 9);
            assertThat(refused(liar)).contains("without a key");
            first.reset();
            RawPeer squatter = listener.accept();
            squatter.read();
            squatter.frame(new Welcome(8)).awaitEnd();
            ear.refused(RefusalReason.NOT_PROVEN);
            assertThat(ear.all(ProvenDead.class)).isEmpty();
            listener.welcome(5);
            assertThat(ear.all(ProvenDead.class)).containsExactly(new ProvenDead(N2, 4, DeathProof.NEWER_BOOT));
        }
    }

    /** Connections that stand in a peer's name would keep its death from being seen, if they counted. */
    @Test
    void whoHasNotProvenItDoesNotCountAsAConnectionOfThatLife() throws Exception {
        try (Listener listener = new Listener()) {
            net.start(N1, ear);
            RawPeer first = listener.welcome(4);
            for (int i = 0; i < 3; i++) {
                assertThat(dial().frame(from(N2, N1, 4, SECRET).hello()).read()).isInstanceOf(Challenge.class);
            }
            listener.close();
            first.reset();
            assertThat(ear.next(ProvenDead.class)).isEqualTo(new ProvenDead(N2, 4, DeathProof.REFUSED));
            assertThat(ear.all(FrameRefused.class)).as("they still stand").isEmpty();
        }
    }

    @Test
    void aNodeThatStartsAgainComesBackInItsNewLife() throws Exception {
        net.start(N1, ear);
        Network n2 = net.start(N2, new Ear());
        ear.next(LinkUp.class);
        Loopback.stop(n2);
        ear.next(LinkDown.class, fact -> fact.peer().equals(N2));
        net.boot(N2, 2);
        net.start(N2, new Ear());
        ear.next(LinkUp.class, fact -> fact.peer().equals(N2));
        assertThat(ear.all(FrameRefused.class)).isEmpty();
    }
}
