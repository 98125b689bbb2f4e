package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static dev.raftbeat.net.Loopback.on;
import static dev.raftbeat.net.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.net.Ear.ConnectionLost;
import dev.raftbeat.net.Ear.Lost;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.wire.Frame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that keep a connection open and say nothing, or end it: what a node concludes from it. */
@Timeout(60)
class SilentPeerTest {
    private final Ear ear = new Ear();
    private Loopback net;
    private ServerSocket n2;

    @BeforeEach
    void aPeerOfOurOwn() throws Exception {
        net = new Loopback(N1, N2, N3);
        n2 = new ServerSocket();
        // Small, and given before it listens, so that the kernel does not let it grow.
        n2.setReceiveBufferSize(4_096);
        n2.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        net.move(N2, new HostPort("127.0.0.1", n2.getLocalPort()));
    }

    @AfterEach
    void end() throws Exception {
        n2.close();
        net.close();
    }

    private RawPeer accept() throws Exception {
        while (true) {
            RawPeer raw = new RawPeer(n2.accept());
            if (raw.read().equals(new Frame.Hello(Loopback.CLUSTER, N1, N2, 1))) {
                return raw;
            }
            raw.close();
        }
    }

    private RawPeer welcome() throws Exception {
        RawPeer raw = accept().frame(new Frame.Welcome(1));
        ear.next(LinkUp.class);
        return raw;
    }

    @Test
    void oneThatNeverAnswersTheHelloIsNeverUp() throws Exception {
        net.start(N1, ear);
        try (RawPeer first = accept();
                RawPeer second = accept()) {
            assertThat(first.read()).as("the first was given up").isEqualTo(new Frame.Bye());
            assertThat(ear.all(LinkUp.class)).isEmpty();
            assertThat(ear.next(LinkDown.class, down -> down.peer().equals(N2)).reason())
                    .startsWith("no answer to the hello for ");
            assertThat(ear.all(ConnectionLost.class)).isEmpty();
        }
    }

    @Test
    void oneThatStopsAnsweringPingsIsNoticedAndDialledAgain() throws Exception {
        net.start(N1, ear);
        try (RawPeer half = welcome()) {
            assertThat(half.read()).isEqualTo(new Frame.Ping());
            half.frame(new Frame.Pong());
            for (int i = 0; i < Timing.PINGS_MAX; i++) {
                assertThat(half.read()).isEqualTo(new Frame.Ping());
            }
            assertThat(half.read()).isEqualTo(new Frame.Bye());
            half.awaitEnd();
            assertThat(ear.next(LinkDown.class, down -> down.peer().equals(N2)).reason())
                    .startsWith("silent for ");
            assertThat(ear.all(LinkUp.class)).as("pongs are no news").hasSize(1);
            try (RawPeer again = welcome()) {
                assertThat(ear.all(ConnectionLost.class)).as("our own doing").isEmpty();
            }
        }
    }

    @Test
    void aFinAndAnRstAreConnectionsLost() throws Exception {
        net.start(N1, ear);
        welcome().close();
        assertThat(ear.next(ConnectionLost.class)).isEqualTo(new ConnectionLost(N2, "closed by the peer"));
        welcome().reset();
        assertThat(ear.next(ConnectionLost.class)).isEqualTo(new ConnectionLost(N2, "reset by the peer"));
    }

    @Test
    void soAreThoseOfAConnectionThatThePeerOpened() throws Exception {
        Network n1 = net.start(N1, ear);
        RawPeer fin = RawPeer.to(net.address(N1)).hello(N3, N1);
        assertThat(fin.read()).isEqualTo(new Frame.Welcome(1));
        fin.close();
        assertThat(ear.next(ConnectionLost.class)).isEqualTo(new ConnectionLost(N3, "closed by the peer"));
        RawPeer rst = RawPeer.to(net.address(N1)).hello(N3, N1);
        assertThat(rst.read()).isEqualTo(new Frame.Welcome(1));
        rst.reset();
        assertThat(ear.next(ConnectionLost.class)).isEqualTo(new ConnectionLost(N3, "reset by the peer"));
        RawPeer polite = RawPeer.to(net.address(N1)).hello(N3, N1).frame(new Frame.Bye());
        assertThat(polite.read()).isEqualTo(new Frame.Welcome(1));
        polite.endOutput();
        polite.awaitEnd();
        RawPeer silent = RawPeer.to(net.address(N1)).hello(N3, N1);
        assertThat(silent.read()).isEqualTo(new Frame.Welcome(1));
        assertThat(silent.read()).as("silence ends it").isEqualTo(new Frame.Bye());
        silent.awaitEnd();
        assertThat(on(n1, n1::snapshot).inbound()).isZero();
        assertThat(ear.all(ConnectionLost.class)).hasSize(2);
    }

    @Test
    void anAnswerToTheHelloThatIsNoFrameIsRefused() throws Exception {
        net.start(N1, ear);
        try (RawPeer raw = accept().raw(new byte[] {-1, -1, -1, -1})) {
            ear.refused(dev.raftbeat.protocol.LinkFact.RefusalReason.TOO_LARGE);
        }
        try (RawPeer raw = accept().message(new AppendEntries(9, 1))) {
            ear.refused(dev.raftbeat.protocol.LinkFact.RefusalReason.MALFORMED);
        }
        assertThat(ear.all(Arrived.class)).isEmpty();
    }

    @Test
    void oneThatNeverReadsCostsAShortQueueAndNobodyElse() throws Exception {
        Ear ear3 = new Ear();
        net.start(N3, ear3, Timing.STANDARD);
        Network n1 = net.start(N1, ear, Timing.STANDARD);
        try (RawPeer deaf = accept().frame(new Frame.Welcome(1))) {
            ear.next(LinkUp.class);
            ear.next(LinkUp.class);
            // Votes until the kernel's buffers and then the queue are full: more is told as lost, not kept.
            Set<Envelope<RaftMessage>> sent = new HashSet<>();
            while (ear.all(Lost.class).size() < 500) {
                Envelope<RaftMessage> vote = net.message(N1, N2, new RequestVote(5, 3, 2, 0));
                sent.add(vote);
                send(n1, vote);
            }
            assertThat(ear.all(Lost.class)).allMatch(lost -> lost.reason() == LossReason.QUEUE_FULL);
            assertThat(on(n1, n1::snapshot).peers().get(N2).queued()).isLessThanOrEqualTo(OutQueue.SIZE_MAX);
            Envelope<RaftMessage> other = net.message(N1, N3, new AppendEntries(1, 1));
            send(n1, other);
            assertThat(ear3.next(Arrived.class).envelope()).isEqualTo(other);
            assertThat(ear.next(LinkDown.class, down -> down.peer().equals(N2)).reason())
                    .startsWith("silent for ");
            NetSnapshot.Peer counts = on(n1, n1::snapshot).peers().get(N2);
            List<Lost> losses = ear.all(Lost.class);
            assertThat(losses).as("each once").doesNotHaveDuplicates();
            assertThat(counts.messagesOut() + losses.size()).isEqualTo(sent.size());
        }
    }

    @Test
    void whatWaitsWhenItsConnectionEndsIsToldAsLostOnce() throws Exception {
        Network n1 = net.start(N1, ear, Timing.STANDARD);
        try (RawPeer deaf = welcome()) {
            // In one task, so that the kernel gets no chance to take any more in between.
            int sent = on(n1, () -> {
                int count = 0;
                while (ear.all(Lost.class).isEmpty()) {
                    n1.send(net.message(N1, N2, new RequestVote(5, 3, 2, 0)), 7);
                    count++;
                }
                n1.reset(N2);
                return count;
            });
            ear.next(LinkDown.class, down -> down.peer().equals(N2));
            List<Lost> losses = ear.all(Lost.class);
            assertThat(losses).doesNotHaveDuplicates();
            assertThat(losses.stream().map(Lost::reason).filter(LossReason.CONNECTION_CLOSED::equals))
                    .as("the queue, and what was with Netty")
                    .hasSize(OutQueue.SIZE_MAX + 1);
            assertThat(on(n1, n1::snapshot).peers().get(N2).messagesOut() + losses.size())
                    .isEqualTo(sent);
        }
    }
}
