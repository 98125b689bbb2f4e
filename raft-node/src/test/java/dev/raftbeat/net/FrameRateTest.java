package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.CLUSTER;
import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A peer that sends more than any peer can is read no further, and is neither cut nor in the way of others. */
class FrameRateTest {
    private static final long HOUR = 3_600_000_000_000L;
    /** One a second is read, so that a test which takes less than minutes sees the rest refused. */
    private static final Timing ONE_A_SECOND = new Timing(HOUR, HOUR, HOUR, 1);

    private static final int FRAMES = 200;

    private final Ear ear = new Ear();
    private final NetContext net = context();
    private final Acceptor acceptor = new Acceptor(net);

    private NetContext context() {
        TreeMap<NodeId, HostPort> peers = new TreeMap<>();
        peers.put(N2, new HostPort("127.0.0.1", 1));
        peers.put(N3, new HostPort("127.0.0.1", 2));
        NetOptions options = new NetOptions(
                CLUSTER, N1, 1, new HostPort("127.0.0.1", 0), peers, 1_000_000, 1_000_000, Optional.empty());
        return new NetContext(options, ear, ONE_A_SECOND, new Arrivals(null));
    }

    private EmbeddedChannel introduced(NodeId peer) {
        EmbeddedChannel channel = new EmbeddedChannel(new Frames.Decoder(net.arrivals), acceptor.newcomer());
        send(channel, new Frame.Hello(CLUSTER, peer, N1, 1));
        return channel;
    }

    private static void send(EmbeddedChannel channel, Frame frame) {
        byte[] json = MessageCodec.write(frame);
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBuffer.allocate(4 + json.length)
                .putInt(json.length)
                .put(json)
                .array()));
    }

    private void flood(EmbeddedChannel channel) {
        for (int i = 1; i <= FRAMES; i++) {
            send(channel, new Frame.Raft(1, 1, new AppendEntries(5, i)));
        }
    }

    private long heard(NodeId from) {
        return ear.all(Arrived.class).stream()
                .filter(arrived -> arrived.envelope().from().equals(from))
                .count();
    }

    @Test
    void whatIsTooMuchIsCountedAndHasNoEffect() {
        EmbeddedChannel channel = introduced(N2);
        flood(channel);
        assertThat(heard(N2)).isBetween(1L, FRAMES / 2L);
        assertThat(net.refusals.counts()).containsEntry(RefusalReason.TOO_OFTEN, FRAMES - heard(N2));
        assertThat(ear.refused(RefusalReason.TOO_OFTEN).detail()).isEqualTo("more than 1 frames a second");
        assertThat(channel.isOpen()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void theNextThatIsReadStandsBehindThoseThatWereNot() {
        Timing oneAMilli = new Timing(HOUR, HOUR, HOUR, 1_000);
        NetContext quick = new NetContext(net.options, ear, oneAMilli, new Arrivals(null));
        EmbeddedChannel channel =
                new EmbeddedChannel(new Frames.Decoder(quick.arrivals), new Acceptor(quick).newcomer());
        send(channel, new Frame.Hello(CLUSTER, N2, N1, 1));
        int sent = 0;
        while (quick.refusals.counts().isEmpty()) {
            sent++;
            send(channel, new Frame.Raft(2, 3, new AppendEntries(5, sent)));
        }
        long before = heard(N2);
        while (heard(N2) == before) {
            sent++;
            send(channel, new Frame.Raft(2, 3, new AppendEntries(5, sent)));
        }
        Arrived last = ear.all(Arrived.class).get((int) before);
        assertThat(last.envelope().id()).contains(new FactId(N2, 1, 2L * sent));
        assertThat(last.lamport()).isEqualTo(3L * sent);
        assertThat(quick.refusals.counts()).containsKey(RefusalReason.TOO_OFTEN);
        channel.finishAndReleaseAll();
    }

    @Test
    void theAnswerToAHeartbeatShowsThatThePeerReads() {
        List<String> answers = new ArrayList<>();
        net.life(N2).belongsTo(new PeerLife.OwnConnection() {
            @Override
            public void answered() {
                answers.add("answered");
            }
        });
        EmbeddedChannel channel = introduced(N2);
        send(channel, new Frame.Raft(1, 1, new AppendEntriesReply(5, 1, true)));
        assertThat(answers).hasSize(1);
        channel.finishAndReleaseAll();
        EmbeddedChannel other = introduced(N3);
        send(other, new Frame.Raft(1, 1, new AppendEntries(5, 1)));
        assertThat(answers).as("and a heartbeat shows nothing").hasSize(1);
        other.finishAndReleaseAll();
    }

    @Test
    void aFreshConnectionBringsNothingAndAnotherPeerIsHeard() {
        EmbeddedChannel first = introduced(N2);
        flood(first);
        EmbeddedChannel second = introduced(N2);
        flood(second);
        assertThat(heard(N2)).isBetween(1L, FRAMES / 2L);
        EmbeddedChannel other = introduced(N3);
        flood(other);
        assertThat(heard(N3)).isPositive();
        first.finishAndReleaseAll();
        second.finishAndReleaseAll();
        other.finishAndReleaseAll();
    }
}
