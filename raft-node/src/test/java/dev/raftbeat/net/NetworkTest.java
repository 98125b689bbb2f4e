package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.N3;
import static dev.raftbeat.net.Loopback.on;
import static dev.raftbeat.net.Loopback.send;
import static dev.raftbeat.net.Loopback.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkTest {
    private final Ear ear1 = new Ear();
    private final Ear ear2 = new Ear();

    @Test
    void aMessageArrivesWithItsIdAndItsStamp() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1);
            net.start(N2, ear2);
            ear1.next(LinkUp.class);
            Envelope<RaftMessage> vote = net.message(N1, N2, new RequestVote(5, 3, 2, 0));
            send(n1, vote);
            assertThat(ear2.next(Arrived.class)).isEqualTo(new Arrived(vote, 7));
            NetSnapshot.Peer counts = on(n1, n1::snapshot).peers().get(N2);
            assertThat(counts.up()).isTrue();
            assertThat(counts.messagesOut()).isEqualTo(1);
            assertThat(counts.bytesOut()).isBetween(20L, 40L);
            assertThat(counts.transportFramesOut()).isGreaterThanOrEqualTo(1);
            assertThat(ear1.all(Lost.class)).isEmpty();
        }
    }

    @Test
    void withoutAConnectionNothingIsKept() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1);
            Envelope<RaftMessage> early = net.message(N1, N2, new AppendEntries(1, 1));
            send(n1, early);
            assertThat(ear1.next(Lost.class)).isEqualTo(new Lost(early, LossReason.NOT_CONNECTED));
            assertThat(ear1.next(LinkDown.class).reason()).isEqualTo("connection refused: nobody listens there");
            net.start(N2, ear2);
            ear1.next(LinkUp.class);
            Envelope<RaftMessage> later = net.message(N1, N2, new AppendEntries(1, 2));
            send(n1, later);
            assertThat(ear2.next(Arrived.class).envelope()).isEqualTo(later);
        }
    }

    @Test
    void aPeerThatEndsIsToldOnceAndFoundAgain() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1);
            Network n2 = net.start(N2, ear2);
            ear1.next(LinkUp.class);
            ear2.next(LinkUp.class);
            stop(n2);
            assertThat(ear1.next(LinkDown.class).reason()).isEqualTo("closed by the peer");
            assertThat(ear1.next(ConnectionLost.class).peer()).isEqualTo(N2);
            assertThat(ear2.all(ConnectionLost.class)).as("the node that ends").isEmpty();
            assertThat(ear2.all(LinkDown.class)).as("the node that ends").isEmpty();
            Ear again = new Ear();
            net.start(N2, again);
            ear1.next(LinkUp.class);
            Envelope<RaftMessage> message = net.message(N1, N2, new AppendEntries(1, 2));
            send(n1, message);
            assertThat(again.next(Arrived.class).envelope()).isEqualTo(message);
            assertThat(ear1.all(LinkDown.class)).as("not one for each attempt").hasSize(1);
        }
    }

    @Test
    void aResetIsSeenByBothSidesAndMended() throws Exception {
        try (Loopback net = new Loopback(N1, N2, N3)) {
            Network n1 = net.start(N1, ear1);
            net.start(N2, ear2);
            net.start(N3, new Ear());
            ear1.next(LinkUp.class, up -> up.peer().equals(N2));
            ear2.next(LinkUp.class, up -> up.peer().equals(N1));
            on(n1, () -> {
                n1.reset(N2);
                return null;
            });
            assertThat(ear2.next(LinkDown.class, down -> down.peer().equals(N1)).reason())
                    .isEqualTo("reset by the peer");
            ear2.next(LinkUp.class, up -> up.peer().equals(N1));
            ear1.next(LinkDown.class, down -> down.peer().equals(N2));
            ear1.next(LinkUp.class, up -> up.peer().equals(N2));
            assertThat(ear1.all(ConnectionLost.class))
                    .hasSize(2)
                    .allMatch(lost -> lost.peer().equals(N2));
            // n1 dials again so soon that its new connection may take the old one's place before that one's end is
            // seen.
            assertThat(ear2.all(ConnectionLost.class))
                    .hasSizeBetween(1, 2)
                    .allMatch(lost -> lost.equals(new ConnectionLost(N1, "reset by the peer")));
        }
    }

    @Test
    void aBlackholeIsNoticedBySilenceAndEndsWithoutASignOfDeath() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1);
            Network n2 = net.start(N2, ear2);
            ear1.next(LinkUp.class);
            ear2.next(LinkUp.class);
            blackhole(n2, Set.of(N1));
            Envelope<RaftMessage> swallowed = net.message(N1, N2, new RequestVote(5, 3, 2, 0));
            send(n1, swallowed);
            assertThat(ear1.next(LinkDown.class).reason()).startsWith("silent for ");
            Envelope<RaftMessage> back = net.message(N2, N1, new AppendEntries(1, 1));
            send(n2, back);
            assertThat(ear1.next(Arrived.class).envelope())
                    .as("the way back is open")
                    .isEqualTo(back);
            blackhole(n2, Set.of());
            ear1.next(LinkUp.class);
            Envelope<RaftMessage> fresh = net.message(N1, N2, new AppendEntries(1, 2));
            send(n1, fresh);
            assertThat(ear2.next(Arrived.class).envelope()).isEqualTo(fresh);
            assertThat(ear1.all(ConnectionLost.class)).isEmpty();
            assertThat(ear2.all(ConnectionLost.class)).isEmpty();
        }
    }

    @Test
    void aBlackholeUndoneAtOnceDropsWhatPiledUpAndIsNoDeathEither() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1, Timing.STANDARD);
            Network n2 = net.start(N2, ear2, Timing.STANDARD);
            ear1.next(LinkUp.class);
            blackhole(n2, Set.of(N1));
            for (int i = 0; i < 10; i++) {
                send(n1, net.message(N1, N2, new RequestVote(5, 3, 2, 0)));
            }
            blackhole(n2, Set.of());
            assertThat(ear1.next(LinkDown.class).reason()).isEqualTo("the peer ended it for reasons of its own");
            ear1.next(LinkUp.class);
            Envelope<RaftMessage> fresh = net.message(N1, N2, new AppendEntries(1, 2));
            send(n1, fresh);
            assertThat(ear2.next(Arrived.class).envelope()).isEqualTo(fresh);
            assertThat(ear1.all(ConnectionLost.class)).isEmpty();
            assertThat(ear2.all(ConnectionLost.class)).isEmpty();
        }
    }

    private static void blackhole(Network network, Set<dev.raftbeat.protocol.NodeId> peers) throws Exception {
        on(network, () -> {
            network.blackhole(peers);
            return null;
        });
    }

    @Test
    void whatArrivedDuringAFreezeIsHeardBeforeTheTimers() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1, Timing.STANDARD);
            Network n2 = net.start(N2, ear2, Timing.STANDARD);
            ear1.next(LinkUp.class);
            CompletableFuture<Void> thaw = new CompletableFuture<>();
            CompletableFuture<Integer> heardBefore = new CompletableFuture<>();
            n2.loop().execute(() -> {
                thaw.join();
                // An overdue timer: it runs in the same round as this task, before any socket is read.
                n2.loop()
                        .execute(() -> n2.afterArrivals(() ->
                                heardBefore.complete(ear2.all(Arrived.class).size())));
            });
            for (int i = 1; i <= 100; i++) {
                send(n1, net.message(N1, N2, new AppendEntries(1, i)));
            }
            assertThat(on(n1, n1::snapshot).peers().get(N2).messagesOut()).isEqualTo(100);
            thaw.complete(null);
            assertThat(heardBefore.get()).isEqualTo(100);
        }
    }

    @Test
    void aNameThatDoesNotResolveIsSaidAndNeverAWildcard() throws Exception {
        try (Loopback net = new Loopback(N1, N2, N3)) {
            net.move(N2, new HostPort("no-such-host.invalid", 4000));
            net.move(N3, new HostPort("0.0.0.0", 4000));
            net.start(N1, ear1);
            assertThat(ear1.next(LinkDown.class, down -> down.peer().equals(N3)).reason())
                    .isEqualTo("0.0.0.0 is the wildcard address, which is nobody's");
        }
        try (Loopback net = new Loopback(N1, N2)) {
            net.move(N2, new HostPort("no-such-host.invalid", 4000));
            Ear ear = new Ear();
            net.start(N1, ear);
            assertThat(ear.next(LinkDown.class).reason()).isEqualTo("the name no-such-host.invalid does not resolve");
            net.move(N1, new HostPort("no-such-host.invalid", 0));
            assertThatThrownBy(() -> net.start(N1, new Ear())).hasMessageContaining("does not resolve");
        }
    }

    @Test
    void aNameIsResolved() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            net.start(N2, ear2);
            net.move(N2, new HostPort("localhost", net.address(N2).port()));
            net.start(N1, ear1);
            ear1.next(LinkUp.class);
        }
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        try (Loopback net = new Loopback(N1)) {
            net.start(N1, ear1);
            assertThatThrownBy(() -> net.start(N1, new Ear())).hasMessageContaining("the port is in use");
        }
    }

    @Test
    void callsBesideTheLoopAreErrors() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Network n1 = net.start(N1, ear1);
            assertThatThrownBy(n1::snapshot).isInstanceOf(IllegalStateException.class);
            stop(n1);
            stop(n1);
        }
    }
}
