package dev.raftbeat.sim;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The connection that one node opens to another, and what is under way on it. It opens, breaks and is opened again as
 * the live network does it, in so far as that can be seen: by {@code LinkUp} and {@code LinkDown}, by what the core is
 * told, and by what becomes of messages.
 */
final class SimLink {
    /** A mute connection is closed after three unanswered pings: within this time, by where in their beat they stand. */
    private static final Delays SILENCE = Delays.uniform(1_000_000_000, 1_750_000_000);

    private static final double MIDDLE = 0.5;

    private final SimCluster world;
    private final SimHost from;
    private final SimHost to;
    private final Delays latency;
    private final SplittableRandom latencies;
    private final SplittableRandom connecting;
    private final SplittableRandom dialling;
    private final List<Flight> swallowed = new ArrayList<>();
    private boolean up;
    private SimProcess receiver;
    private long opened;
    private long lastDue;
    private boolean toldDown;
    private boolean blackholed;
    private long mutings;
    private Notice attempt;

    SimLink(SimCluster world, SimHost from, SimHost to, Delays latency, SplittableRandom random) {
        this.world = world;
        this.from = from;
        this.to = to;
        this.latency = latency;
        latencies = random.split();
        connecting = random.split();
        dialling = random.split();
    }

    // Messages.

    void send(SimProcess sender, Envelope<RaftMessage> envelope, long lamport) {
        long takes = latency.nanos(latencies.nextDouble());
        if (!up) {
            sender.lost(envelope, LossReason.NOT_CONNECTED, Optional.empty());
            return;
        }
        lastDue = Math.max(lastDue, world.now() + takes);
        world.queue().plan(new Flight(this, receiver, envelope, lamport, world.now(), 0, opened), lastDue);
    }

    /** Whether nobody reads what comes in here. */
    boolean swallows(Flight flight) {
        if (blackholed) {
            swallowed.add(flight);
        }
        return blackholed;
    }

    /** What the receiver answers to the opener on this connection; no rule of a link touches it. */
    void answer(LinkFact told) {
        from.life()
                .filter(opener -> up)
                .ifPresent(opener -> world.queue()
                        .plan(new Notice(opener, () -> opener.tell(told)), world.now() + latency.nanos(MIDDLE)));
    }

    // The connection, seen from the one who opens it.

    boolean isUpTo(SimProcess life) {
        return up && receiver == life;
    }

    /** The opener has come up: it connects at once. */
    void openerBooted() {
        up = false;
        toldDown = false;
        attempt = null;
        tryAfter(2 * latency.nanos(connecting.nextDouble()));
    }

    /** Both ends run, and this connection has stood for some time. */
    void goOn(SimProcess accepting) {
        up = true;
        receiver = accepting;
        opened++;
    }

    /** Whoever was not there, or did not answer, may do so now: the opener's next attempt will tell. */
    void tryAgain() {
        tryAfter((long) (connecting.nextDouble() * retryNanosMax()));
    }

    private long retryNanosMax() {
        return from.life().map(life -> life.settings().electionNanosMin() / 2).orElse(1L);
    }

    private void tryAfter(long nanos) {
        long at = world.now() + nanos;
        if (from.life().isEmpty() || (attempt != null && attempt.at <= at)) {
            return;
        }
        if (attempt != null) {
            attempt.cancelled = true;
        }
        SimProcess opener = from.life().get();
        attempt = new Notice(opener, () -> connect(opener));
        world.queue().plan(attempt, at);
    }

    private void connect(SimProcess opener) {
        attempt = null;
        if (up) {
            return;
        }
        Optional<SimProcess> peer = to.life();
        if (peer.isPresent() && peer.get().isRunning() && !blackholed) {
            up = true;
            toldDown = false;
            receiver = peer.get();
            opened++;
            opener.tell(new LinkUp(to.id()));
        } else if (!toldDown) {
            tellFailure(opener, peer.isPresent());
        }
    }

    /** A peer that is not there yet, in the first moments of a node, is no news. */
    private void tellFailure(SimProcess opener, boolean isThere) {
        long settledAt = opener.begunAt() + opener.settings().electionNanosMin();
        if (world.now() < settledAt) {
            tryAfter(settledAt - world.now());
        } else {
            toldDown = true;
            String reason = isThere ? "no answer to the hello for 750 ms" : "connection refused: nobody listens there";
            opener.tell(new LinkDown(to.id(), reason));
        }
    }

    /** The opener finds that its connection is no more. */
    private FactId down(SimProcess opener, String reason) {
        up = false;
        toldDown = true;
        return opener.tell(new LinkDown(to.id(), reason));
    }

    // How it ends.

    /** The opener's process has ended: what it had sent is still under way. */
    void openerEnded() {
        up = false;
        if (attempt != null) {
            attempt.cancelled = true;
            attempt = null;
        }
    }

    /** The receiver's process has ended. */
    void receiverEnded() {
        blackholed = false;
        mutings++;
        swallowed.forEach(Flight::missed);
        swallowed.clear();
    }

    /** When word of the opener's end, which comes behind all that it had sent, reaches the other side. */
    long farewellAt() {
        lastDue = Math.max(lastDue, world.now() + latency.nanos(connecting.nextDouble()));
        return lastDue;
    }

    /** The opener hears that the life at the other end is over. */
    Optional<FactId> noticeEnd(SimProcess opener, SimProcess ended) {
        Optional<FactId> told = Optional.empty();
        if (isUpTo(ended)) {
            told = Optional.of(down(opener, "closed by the peer"));
        }
        if (to.life().isPresent()) {
            tryAgain();
        }
        return told;
    }

    /** Something between the two ends it, and all that is under way on it. */
    void reset() {
        if (!up) {
            return;
        }
        long which = opened;
        world.queue().forEach(event -> {
            if (event instanceof Flight flight && flight.link == this && flight.life == receiver) {
                flight.lose(LossReason.CONNECTION_CLOSED, Optional.empty());
            }
        });
        loseSwallowed();
        SimProcess other = receiver;
        from.life()
                .ifPresent(opener -> opener.take(new Notice(opener, () -> {
                    if (up && opened == which) {
                        Optional<FactId> cause = Optional.of(down(opener, "reset by a fault"));
                        opener.connectionLost(to.id(), cause);
                        dialAgain(opener, other, cause);
                        long retry = opener.settings().heartbeatNanos() / 4;
                        tryAfter(retry + (long) (connecting.nextDouble() * retry));
                    }
                })));
        other.take(new Notice(other, () -> other.connectionLost(from.id(), Optional.empty())));
    }

    /**
     * Asks, one round trip later, whether the peer is gone whose side ended a connection: a process that is not there
     * refuses, a later life says so, the same life says that nothing happened, and one that stands still says nothing.
     *
     * @param ended the life that was at the other end
     * @param cause the fact that told of the end, if one did
     */
    void dialAgain(SimProcess opener, SimProcess ended, Optional<FactId> cause) {
        if (!opener.dialsAgainAtOnce()) {
            return;
        }
        long trip = latency.nanos(dialling.nextDouble()) + latency.nanos(dialling.nextDouble());
        Notice answer = new Notice(opener, () -> {
            if (to.life().isEmpty()) {
                opener.provenDead(to.id(), ended.boot(), DeathProof.REFUSED, cause);
                return;
            }
            connect(opener);
            if (up && receiver != ended) {
                opener.provenDead(to.id(), ended.boot(), DeathProof.NEWER_BOOT, cause);
            }
        });
        world.queue().plan(answer, world.now() + trip);
    }

    private void loseSwallowed() {
        swallowed.forEach(flight -> flight.lose(LossReason.CONNECTION_CLOSED, Optional.empty()));
        swallowed.clear();
    }

    // Mute connections.

    private boolean isMute() {
        return blackholed || receiver.isPaused();
    }

    /** The receiver answers no more: after a while the opener gives the connection up, which it takes for no death. */
    void fellMute() {
        long patience = SILENCE.nanos(connecting.nextDouble());
        long which = mutings;
        from.life()
                .ifPresent(opener -> world.queue()
                        .plan(
                                new Notice(opener, () -> {
                                    if (up && mutings == which && isMute()) {
                                        FactId cause = down(opener, "silent for " + Amounts.time(patience));
                                        loseSwallowed();
                                        if (world.options().variant().ownCloseIsNews()) {
                                            opener.provenDead(
                                                    to.id(), receiver.boot(), DeathProof.REFUSED, Optional.of(cause));
                                        }
                                    }
                                }),
                                world.now() + patience));
    }

    /** The receiver answers again. */
    void spokeAgain() {
        mutings++;
        if (!up) {
            tryAgain();
        }
    }

    /** The receiver has ended the connection by saying so. */
    void dismissed() {
        SimProcess ended = receiver;
        from.life()
                .ifPresent(opener -> opener.take(new Notice(opener, () -> {
                    if (isUpTo(ended)) {
                        down(opener, "the peer ended it for reasons of its own");
                        tryAgain();
                    }
                })));
    }

    /** The receiver leaves what comes in unread from now on, or reads again: then what piled up is dropped. */
    void blackhole(boolean on) {
        if (on == blackholed) {
            return;
        }
        blackholed = on;
        if (on) {
            fellMute();
        } else {
            loseSwallowed();
            boolean wasUp = up;
            spokeAgain();
            if (wasUp) {
                dismissed();
            }
        }
    }
}
