package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.ConnectionLost;
import dev.raftbeat.net.Ear.ProvenDead;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.wire.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What proves to n1 that a process of n2 is gone, and what does not. */
@Timeout(60)
class DeathProofTest {
    private static final int LIFE = 4;
    private static final long SLOW = 1_000_000_000L;
    private static final long HOUR = 3_600 * SLOW;

    private final Ear ear = new Ear();
    private final List<RawPeer> raws = new ArrayList<>();
    private Loopback net;
    private ServerSocket n2;

    @BeforeEach
    void aPeerOfOurOwn() throws Exception {
        net = new Loopback(N1, N2);
        n2 = listen(0);
        net.move(N2, new HostPort("127.0.0.1", n2.getLocalPort()));
    }

    @AfterEach
    void end() throws Exception {
        n2.close();
        for (RawPeer raw : raws) {
            raw.close();
        }
        net.close();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        return socket;
    }

    private RawPeer kept(RawPeer raw) {
        raws.add(raw);
        return raw;
    }

    /** The connection that n1 opens next, greeted. */
    private RawPeer accept() throws Exception {
        while (true) {
            RawPeer raw = kept(new RawPeer(n2.accept()));
            if (raw.read().equals(new Frame.Hello(Loopback.CLUSTER, N1, N2, 1))) {
                return raw;
            }
        }
    }

    private RawPeer welcome(int life) throws Exception {
        RawPeer raw = accept().frame(new Frame.Welcome(life));
        ear.next(LinkUp.class);
        return raw;
    }

    /** The connection that n2 opens to n1. */
    private RawPeer dial(int life) throws Exception {
        RawPeer raw = kept(RawPeer.to(net.address(N1)).hello(N2, N1, life));
        assertThat(raw.read()).isEqualTo(new Frame.Welcome(1));
        return raw;
    }

    private void nothingProven() {
        assertThat(ear.all(ProvenDead.class)).isEmpty();
    }

    /** Waits until nobody listens and an attempt has been refused, then until one is accepted again. */
    private void awaitRefusal(Network n1) throws Exception {
        n2.close();
        while (!on(n1, n1::snapshot).peers().get(N2).lastFailure().startsWith("connection refused")) {
            Thread.onSpinWait();
        }
        n2 = listen(n2.getLocalPort());
        accept().close();
        while (on(n1, n1::snapshot).peers().get(N2).lastFailure().startsWith("connection refused")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aKilledPeerIsProvenDeadOnceInWhicheverOrderItsConnectionsEnd() throws Exception {
        net.start(N1, ear);
        for (int life = LIFE; life < LIFE + 4; life++) {
            RawPeer theirs = welcome(life);
            RawPeer own = dial(life);
            n2.close();
            (life % 2 == 0 ? theirs : own).reset();
            (life % 2 == 0 ? own : theirs).close();
            assertThat(ear.next(ProvenDead.class)).isEqualTo(new ProvenDead(N2, life, DeathProof.REFUSED));
            n2 = listen(n2.getLocalPort());
        }
        RawPeer last = welcome(LIFE + 4);
        assertThat(ear.all(ProvenDead.class))
                .as("later lives are no news by then")
                .hasSize(4);
        last.frame(new Frame.Bye());
    }

    @Test
    void theAttemptAfterTheEndDoesNotWaitForItsTurn() throws Exception {
        Network n1 = net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        intervals(n1, HOUR);
        theirs.reset();
        RawPeer again = welcome(LIFE);
        n2.close();
        again.reset();
        assertThat(ear.next(ProvenDead.class)).isEqualTo(new ProvenDead(N2, LIFE, DeathProof.REFUSED));
    }

    private static void intervals(Network network, long nanos) throws Exception {
        on(network, () -> {
            network.intervals(nanos, nanos);
            return null;
        });
    }

    @Test
    void theLinkIsToldToBeDownBeforeTheProof() throws Exception {
        net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        n2.close();
        theirs.close();
        ear.next(LinkDown.class);
        ear.next(ConnectionLost.class);
        ear.next(ProvenDead.class);
    }

    @Test
    void aNodeThatEndsIsProvenDead() throws Exception {
        n2.close();
        net.boot(N2, LIFE);
        net.start(N1, ear);
        Network other = net.start(N2, new Ear());
        ear.next(LinkUp.class);
        Loopback.stop(other);
        assertThat(ear.next(ProvenDead.class)).isEqualTo(new ProvenDead(N2, LIFE, DeathProof.REFUSED));
        net.boot(N2, LIFE + 1);
        net.start(N2, new Ear());
        ear.next(LinkUp.class);
        assertThat(ear.all(ProvenDead.class)).hasSize(1);
    }

    @Test
    void aPeerThatWasNeverThereProvesNothing() throws Exception {
        n2.close();
        Network n1 = net.start(N1, ear);
        assertThat(ear.next(LinkDown.class).reason()).startsWith("connection refused");
        awaitRefusal(n1);
        nothingProven();
    }

    @Test
    void aResetIsAnsweredByTheSameLife() throws Exception {
        net.start(N1, ear);
        welcome(LIFE).reset();
        ear.next(ConnectionLost.class);
        welcome(LIFE).close();
        ear.next(ConnectionLost.class);
        welcome(LIFE);
        nothingProven();
    }

    /** A port that is closed, and a rule that rejects whoever dials, look alike from here. */
    @Test
    void aRefusalProvesNothingWhileTheProcessKeepsAConnectionOfItsOwn() throws Exception {
        Network n1 = net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        RawPeer own = dial(LIFE);
        n2.close();
        theirs.reset();
        ear.next(ConnectionLost.class);
        awaitRefusal(n1);
        own.frame(new Frame.Ping());
        assertThat(own.read()).isEqualTo(new Frame.Pong());
        // Its end is a hint of its own, and somebody listens again.
        own.reset();
        ear.next(ConnectionLost.class);
        nothingProven();
    }

    @Test
    void aGoodbyeProvesNothing() throws Exception {
        Network n1 = net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        RawPeer own = dial(LIFE);
        n2.close();
        own.frame(new Frame.Bye()).close();
        theirs.frame(new Frame.Bye());
        ear.next(LinkDown.class);
        awaitRefusal(n1);
        nothingProven();
    }

    @Test
    void anAttemptThatADyingProcessStillAcceptedIsRepeated() throws Exception {
        net.start(N1, ear);
        welcome(LIFE).reset();
        accept().close();
        n2.close();
        Ear.ProvenDead proven = ear.next(Ear.ProvenDead.class);
        assertThat(proven.life()).isEqualTo(LIFE);
        assertThat(proven.proof()).isEqualTo(DeathProof.REFUSED);
    }

    @Test
    void whateverAcceptsAndEndsThreeTimesIsAProxyAndWhatItDoesLaterProvesNothing() throws Exception {
        Network n1 = net.start(N1, ear);
        welcome(LIFE).reset();
        for (int i = 0; i < 3; i++) {
            accept().close();
        }
        n2.close();
        awaitRefusal(n1);
        nothingProven();
    }

    @Test
    void aProxyThatAcceptsAndEndsMakesNoStorm() throws Exception {
        net.start(N1, ear);
        welcome(LIFE).reset();
        long began = System.nanoTime();
        int dials = 0;
        for (; System.nanoTime() - began < 1_500 * Loopback.MILLI; dials++) {
            accept().close();
        }
        nothingProven();
        // The back-off ends at half an election timeout of 100 ms, and draws from its upper half.
        long most = (System.nanoTime() - began) / (25 * Loopback.MILLI) + 4;
        assertThat(dials).isBetween(3, (int) most);
    }

    @Test
    void oneThatWelcomesAndEndsWithoutEndMakesNoStormEither() throws Exception {
        Network n1 = net.start(N1, ear);
        intervals(n1, SLOW);
        long began = System.nanoTime();
        int dials = 0;
        for (; System.nanoTime() - began < 1_500 * Loopback.MILLI; dials++) {
            welcome(LIFE).reset();
        }
        nothingProven();
        long seconds = (System.nanoTime() - began) / (1_000 * Loopback.MILLI) + 2;
        // Those at once, and those that wait for a quarter of a second at least.
        assertThat((long) dials).isBetween(3L, seconds * (Timing.REDIALS_A_SECOND + 4));
    }

    @Test
    void aPeerThatVanishesSilentlyProvesNothing() throws Exception {
        Network n1 = net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        dial(LIFE);
        n2.close();
        for (int i = 0; i < Timing.PINGS_MAX; i++) {
            assertThat(theirs.read()).isEqualTo(new Frame.Ping());
        }
        assertThat(theirs.read()).isEqualTo(new Frame.Bye());
        assertThat(ear.next(LinkDown.class).reason()).startsWith("silent for ");
        awaitRefusal(n1);
        while (on(n1, n1::snapshot).inbound() > 0) {
            Thread.onSpinWait();
        }
        awaitRefusal(n1);
        nothingProven();
    }

    @Test
    void aLaterLifeThatAnswersIsProof() throws Exception {
        net.start(N1, ear);
        RawPeer theirs = welcome(LIFE);
        theirs.frame(new Frame.Bye());
        ear.next(LinkDown.class);
        welcome(LIFE + 2);
        assertThat(ear.all(ProvenDead.class)).containsExactly(new ProvenDead(N2, LIFE, DeathProof.NEWER_BOOT));
    }

    @Test
    void aLaterLifeThatDialsFirstIsAskedAtItsOwnAddress() throws Exception {
        net.start(N1, ear, Timing.STANDARD);
        RawPeer old = welcome(LIFE);
        dial(LIFE + 1);
        // Of the first life nothing is left but a connection whose other end nobody holds: it answers by RST.
        assertThat(old.read()).isEqualTo(new Frame.Ping());
        old.reset();
        accept().frame(new Frame.Welcome(LIFE + 1));
        assertThat(ear.next(ProvenDead.class)).isEqualTo(new ProvenDead(N2, LIFE, DeathProof.NEWER_BOOT));
    }

    @Test
    void aLifeThatSomebodyMadeUpProvesNothing() throws Exception {
        Network n1 = net.start(N1, ear, Timing.STANDARD);
        RawPeer honest = welcome(LIFE);
        RawPeer liar = dial(1_000);
        assertThat(honest.read()).isEqualTo(new Frame.Ping());
        honest.frame(new Frame.Pong());
        liar.close();
        on(n1, n1::snapshot);
        nothingProven();
        n2.close();
        honest.reset();
        assertThat(ear.next(ProvenDead.class))
                .as("and takes no proof away")
                .isEqualTo(new ProvenDead(N2, LIFE, DeathProof.REFUSED));
    }

    @Test
    void tenResetsASecondProveNothingAndCostOneAttemptEach() throws Exception {
        n2.close();
        net.boot(N2, LIFE);
        Network n1 = net.start(N1, ear);
        net.start(N2, new Ear());
        ear.next(LinkUp.class);
        int resets = 30;
        for (int i = 0; i < resets; i++) {
            on(n1, () -> {
                n1.reset(N2);
                return null;
            });
            ear.next(LinkUp.class);
        }
        nothingProven();
        assertThat(on(n1, n1::snapshot).peers().get(N2).connects()).isBetween(1L + resets, 2L * resets);
    }
}
