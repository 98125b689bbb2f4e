package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.CLUSTER;
import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged frames by the tens of thousands: refused, or so lightly damaged that they still say something allowed. */
class FrameFuzzTest {
    private static final int FRAMES = 50_000;
    private static final String[] WORDS = {
        "-1",
        "9223372036854775807",
        "1e9",
        "null",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "n1",
        "n3",
        "n9",
        "true",
        "\\u0000"
    };

    private final Ear ear = new Ear();
    private final List<Throwable> defects = new ArrayList<>();
    private final NetContext net = context(Optional.empty());
    private final Acceptor acceptor = new Acceptor(net);

    private NetContext context(Optional<ClusterKey> key) {
        TreeMap<dev.raftbeat.protocol.NodeId, HostPort> peers = new TreeMap<>();
        peers.put(N2, new HostPort("127.0.0.1", 1));
        peers.put(N3, new HostPort("127.0.0.1", 2));
        NetOptions options =
                new NetOptions(CLUSTER, N1, 1, new HostPort("127.0.0.1", 0), peers, 1_000_000, 1_000_000, key);
        return new NetContext(
                options,
                ear,
                new Timing(2_000_000_000L, 1_000_000_000L, 250_000_000L, 1_000_000_000),
                new Arrivals(null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20260101})
    void nothingButAnHonestMessageHasAnEffect(long seed) {
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> defects.add(defect));
        try {
            fuzz(new SplittableRandom(seed));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
        assertThat(defects).isEmpty();
        assertThat(ear.all(Arrived.class)).hasSizeBetween(100, FRAMES / 2).allSatisfy(arrived -> {
            assertThat(arrived.envelope().from()).isEqualTo(N2);
            assertThat(arrived.envelope().to()).isEqualTo(N1);
            assertThat(arrived.envelope().id().orElseThrow().node()).isEqualTo(N2);
            assertThat(arrived.envelope().id().orElseThrow().boot()).isEqualTo(1);
            assertThat(arrived.envelope().id().orElseThrow().seq()).isBetween(1L, Ballot.TERM_MAX);
            assertThat(arrived.envelope().message().term()).isBetween(0L, Ballot.TERM_MAX);
            assertThat(arrived.lamport()).isBetween(1L, Ballot.TERM_MAX);
        });
        assertThat(net.refusals.counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isGreaterThan(FRAMES / 2);
        assertThat(ear.all(Ear.Lost.class)).isEmpty();
    }

    private void fuzz(SplittableRandom random) {
        EmbeddedChannel channel = introduced();
        for (int i = 0; i < FRAMES; i++) {
            if (!channel.isOpen()) {
                channel.finishAndReleaseAll();
                channel = introduced();
            }
            channel.writeInbound(Unpooled.wrappedBuffer(damaged(random, i)));
            channel.checkException();
            channel.releaseOutbound();
        }
        channel.finishAndReleaseAll();
    }

    /** Nothing that is said at the beginning of a connection, and damaged, makes anybody a peer where there is a key. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20260101})
    void nobodyIsIntroducedByADamagedProof(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClusterKey key = new ClusterKey("0123456789abcdef0123456789abcdef");
        NetContext keyed = context(Optional.of(key));
        Acceptor door = new Acceptor(keyed);
        NetOptions asN2 =
                new NetOptions(CLUSTER, N2, 1, new HostPort("127.0.0.1", 1), new TreeMap<>(), 1, 1, Optional.of(key));
        byte[] proof = MessageCodec.write(new Frame.Proof("0a".repeat(32)));
        int asked = 0;
        for (int i = 0; i < FRAMES / 10; i++) {
            byte[] hello = MessageCodec.write(Introduction.to(N1, asN2).hello());
            EmbeddedChannel channel = new EmbeddedChannel(new Frames.Decoder(keyed.arrivals), door.newcomer());
            boolean whole = random.nextBoolean();
            channel.writeInbound(Unpooled.wrappedBuffer(whole ? framed(hello) : damaged(random, hello)));
            asked += channel.outboundMessages().size();
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(damaged(random, proof)));
            }
            channel.checkException();
            channel.finishAndReleaseAll();
        }
        assertThat(asked).as("challenges").isBetween(FRAMES / 25, FRAMES / 10);
        assertThat(door.introducedCount()).isZero();
        assertThat(door.strangerCount()).isZero();
        assertThat(ear.all(Arrived.class)).isEmpty();
    }

    private EmbeddedChannel introduced() {
        EmbeddedChannel channel = new EmbeddedChannel(new Frames.Decoder(net.arrivals), acceptor.newcomer());
        channel.writeInbound(Unpooled.wrappedBuffer(framed(MessageCodec.write(new Frame.Hello(CLUSTER, N2, N1, 1)))));
        return channel;
    }

    private static byte[] framed(byte[] json) {
        return ByteBuffer.allocate(4 + json.length)
                .putInt(json.length)
                .put(json)
                .array();
    }

    private static byte[] damaged(SplittableRandom random, int seq) {
        RaftMessage[] messages = {
            new AppendEntries(5, seq),
            new AppendEntriesReply(5, seq, true),
            new RequestVote(6, 3, 2, 0),
            new PreVoteRequest(6, 1, 3, 2, 0),
            new TimeoutNow(5, 9)
        };
        RaftMessage message = messages[random.nextInt(messages.length)];
        return damaged(random, MessageCodec.write(new Frame.Raft(1 + seq % 40, 9, message)));
    }

    private static byte[] damaged(SplittableRandom random, byte[] json) {
        StringBuilder text = new StringBuilder(new String(json, StandardCharsets.ISO_8859_1));
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0:
                    text.setCharAt(at, (char) random.nextInt(256));
                    break;
                case 1:
                    text.insert(at, WORDS[random.nextInt(WORDS.length)]);
                    break;
                case 2:
                    text.delete(at, Math.min(text.length() - 1, at + random.nextInt(8)));
                    break;
                case 3:
                    text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
                    break;
                default:
                    text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
        byte[] frame = framed(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (random.nextInt(20) == 0) {
            // The length lies.
            frame[random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }
}
