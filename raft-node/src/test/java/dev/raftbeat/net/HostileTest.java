package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static dev.raftbeat.net.Loopback.on;
import static dev.raftbeat.net.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.net.Ear.ConnectionLost;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.wire.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What anybody may send to a node's port, and that none of it has an effect. */
@Timeout(60)
class HostileTest {
    private static final NodeId N9 = new NodeId("n9");
    private final Ear ear = new Ear();
    private Loopback net;
    private Network n1;

    @BeforeEach
    void oneNode() throws Exception {
        net = new Loopback(N1, N2, N3);
        n1 = net.start(N1, ear);
    }

    @AfterEach
    void end() throws Exception {
        net.close();
        assertThat(ear.all(ConnectionLost.class))
                .as("strangers are no sign of a death")
                .isEmpty();
    }

    private RawPeer dial() throws Exception {
        return RawPeer.to(net.address(N1));
    }

    /** A peer that has said hello and is welcome. */
    private RawPeer dialAs(NodeId peer) throws Exception {
        RawPeer raw = dial().hello(peer, N1);
        assertThat(raw.read()).isEqualTo(new Frame.Welcome(1));
        return raw;
    }

    private FrameRefused refusedAndClosed(RawPeer raw, RefusalReason reason) throws Exception {
        raw.awaitEnd();
        FrameRefused refused = ear.refused(reason);
        // Asked on the loop, so after all that came with the refused frame.
        assertThat(on(n1, n1::snapshot).refused()).containsEntry(reason, 1L).hasSize(1);
        assertThat(ear.all(Arrived.class)).isEmpty();
        return refused;
    }

    @Test
    void garbage() throws Exception {
        FrameRefused refused = refusedAndClosed(dial().json("\u001b[2Jgarbage"), RefusalReason.MALFORMED);
        assertThat(refused.remote()).startsWith("127.0.0.1:");
        assertThat(refused.detail()).startsWith("not JSON").doesNotContain("\u001b");
    }

    @Test
    void anHttpRequestReadsAsAnEnormousFrame() throws Exception {
        byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        refusedAndClosed(dial().raw(request), RefusalReason.TOO_LARGE);
    }

    @Test
    void aLengthOfFourGigabytes() throws Exception {
        refusedAndClosed(dial().raw(new byte[] {-1, -1, -1, -1}), RefusalReason.TOO_LARGE);
    }

    @Test
    void aLengthBeyondTheLimitOnAnIntroducedConnection() throws Exception {
        RawPeer raw = dialAs(N2).raw(ByteBuffer.allocate(4).putInt(5_000).array());
        assertThat(refusedAndClosed(raw, RefusalReason.TOO_LARGE).remote()).isEqualTo("n2");
    }

    @Test
    void anEmptyFrame() throws Exception {
        refusedAndClosed(dial().raw(new byte[4]), RefusalReason.MALFORMED);
    }

    @Test
    void aMessageBeforeTheHello() throws Exception {
        refusedAndClosed(dial().message(new AppendEntries(9, 1)), RefusalReason.SILENT_STRANGER);
    }

    @Test
    void noHelloInTime() throws Exception {
        refusedAndClosed(dial(), RefusalReason.SILENT_STRANGER);
    }

    @Test
    void oneByteAtATime() throws Exception {
        try (RawPeer raw = dial()) {
            // A hello that never becomes whole: the bytes that come do not count as life.
            raw.raw(new byte[] {0, 0, 1});
            refusedAndClosed(raw, RefusalReason.SILENT_STRANGER);
        }
    }

    @Test
    void aHelloFromAnotherCluster() throws Exception {
        RawPeer raw = dial().frame(new Frame.Hello("other", N2, N1, 1));
        assertThat(refusedAndClosed(raw, RefusalReason.FOREIGN_CLUSTER).detail())
                .isEqualTo("cluster other, this is test");
    }

    @Test
    void aHelloOfAnotherVersion() throws Exception {
        RawPeer raw = dial().json("{\"header\":{\"cluster\":\"test\",\"from\":\"n2\",\"to\":\"n1\"},"
                + "\"kind\":\"hello\",\"body\":{\"version\":1}}");
        assertThat(refusedAndClosed(raw, RefusalReason.MALFORMED).detail())
                .isEqualTo("wire version 1, this node speaks 2");
    }

    @Test
    void aHelloForAnotherNode() throws Exception {
        refusedAndClosed(dial().hello(N2, N3), RefusalReason.WRONG_RECEIVER);
    }

    @Test
    void aHelloFromNoMember() throws Exception {
        refusedAndClosed(dial().hello(N9, N1), RefusalReason.UNKNOWN_SENDER);
    }

    @Test
    void aHelloFromThisNodeItself() throws Exception {
        refusedAndClosed(dial().hello(N1, N1), RefusalReason.FROM_MYSELF);
    }

    @Test
    void aSecondHello() throws Exception {
        refusedAndClosed(dialAs(N2).hello(N2, N1), RefusalReason.MALFORMED);
    }

    @Test
    void aWelcomeFromOneWhoIsNotAsked() throws Exception {
        refusedAndClosed(dialAs(N2).frame(new Frame.Welcome(1)), RefusalReason.MALFORMED);
    }

    @Test
    void aPlaceInItsLifeThatNobodyReaches() throws Exception {
        try (RawPeer raw = dialAs(N2).frame(new Frame.Raft(Ballot.TERM_MAX, 1, new AppendEntries(9, 1)))) {
            assertThat(ear.next(Arrived.class).envelope().id()).contains(new FactId(N2, 1, Ballot.TERM_MAX));
            raw.frame(new Frame.Raft(1, 1, new AppendEntries(9, 2))).awaitEnd();
            assertThat(ear.refused(RefusalReason.MALFORMED).detail()).isEqualTo("seq: leads beyond 2^53-1");
            assertThat(ear.all(Arrived.class)).hasSize(1);
        }
    }

    @Test
    void aTermThatExhaustsAllTerms() throws Exception {
        RawPeer raw = dialAs(N2).json("[\"A\",1,1," + Long.MAX_VALUE + ",1]");
        refusedAndClosed(raw, RefusalReason.TERM_OUT_OF_RANGE);
    }

    @Test
    void whatFollowsARefusedFrameInTheSameBreathHasNoEffectEither() throws Exception {
        RawPeer raw = dialAs(N2);
        byte[] bad =
                ByteBuffer.allocate(6).putInt(2).put((byte) '{').put((byte) '{').array();
        byte[] good = dev.raftbeat.wire.MessageCodec.write(new Frame.Raft(1, 1, new AppendEntries(9, 1)));
        raw.raw(ByteBuffer.allocate(10 + good.length)
                .put(bad)
                .putInt(good.length)
                .put(good)
                .array());
        refusedAndClosed(raw, RefusalReason.MALFORMED);
    }

    @Test
    void theNewestConnectionOfAPeerWins() throws Exception {
        try (RawPeer first = dialAs(N2);
                RawPeer second = dialAs(N2)) {
            assertThat(first.read()).isEqualTo(new Frame.Bye());
            first.awaitEnd();
            second.message(new AppendEntries(9, 1));
            ear.next(Arrived.class);
            assertThat(on(n1, n1::snapshot).inbound()).isEqualTo(1);
            second.frame(new Frame.Bye());
        }
    }

    @Test
    void aThousandIdleConnectionsKeepNobodyOut() throws Exception {
        List<RawPeer> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                idle.add(dial());
            }
            Ear ear2 = new Ear();
            Network n2 = net.start(N2, ear2);
            ear2.next(LinkUp.class);
            Envelope<RaftMessage> message = net.message(N2, N1, new AppendEntries(1, 1));
            send(n2, message);
            assertThat(ear.next(Arrived.class).envelope()).isEqualTo(message);
            NetSnapshot snapshot = on(n1, n1::snapshot);
            assertThat(snapshot.strangers()).isLessThanOrEqualTo(2 + Acceptor.STRANGERS_EXTRA);
            for (RawPeer raw : idle) {
                raw.awaitEnd();
            }
            assertThat(on(n1, n1::snapshot).refused().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("each is counted")
                    .isEqualTo(1_000);
            assertThat(ear.all(FrameRefused.class)).as("not each is told").hasSizeLessThan(500);
            Loopback.stop(n1);
        } finally {
            for (RawPeer raw : idle) {
                raw.close();
            }
        }
    }
}
