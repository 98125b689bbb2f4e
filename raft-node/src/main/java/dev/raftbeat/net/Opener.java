package dev.raftbeat.net;

import dev.raftbeat.drive.RateLimit;
import dev.raftbeat.net.OutQueue.Item;
import dev.raftbeat.net.OutQueue.Loss;
import dev.raftbeat.net.PeerLife.Miss;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.Plain;
import dev.raftbeat.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.net.InetAddress;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * This node's own connection to one peer: opened, introduced, kept honest by pings, opened again. The link counts as up
 * when the peer has answered the hello, not when the kernel has shaken hands: kernels do that for processes that are
 * frozen, too.
 */
final class Opener implements PeerLife.OwnConnection {
    private enum State {
        /** Between two attempts, or looking up the name, or connecting. */
        DOWN,
        /** Connected, and waiting for the answer to the hello. */
        GREETING,
        UP,
        STOPPED
    }

    private final NetContext net;
    private final Dialer dialer;
    private final NodeId peer;
    private final PeerCounts counts;
    private final PeerLife life;
    private final Pings pings;
    private final RateLimit atOnce = new RateLimit(Timing.REDIALS_A_SECOND);
    private final OutQueue queue = new OutQueue();
    private final Backoff backoff = new Backoff(new SplittableRandom());
    private final long beganNanos = System.nanoTime();
    private State state = State.DOWN;
    private Optional<Channel> channel = Optional.empty();
    /** Of the present connection. */
    private Introduction introduction;

    /** Looking up the name, or connecting. */
    private boolean attempting;
    /** Counts the waits for an attempt: one that was overtaken opens nothing. */
    private long waits;
    /** The life of the peer that answered the hello. */
    private int boot;

    private StampSteps steps = new StampSteps();
    private boolean toldDown;
    private boolean writing;
    /** Whether this was told of the present connection. */
    private boolean doubted;

    Opener(NetContext net, Dialer dialer, NodeId peer) {
        this.net = net;
        this.dialer = dialer;
        this.peer = peer;
        counts = net.counts(peer);
        pings = new Pings(net.timing);
        life = net.life(peer);
        life.belongsTo(this);
    }

    /** Begins an attempt to connect, unless one is under way. */
    void open() {
        if (state == State.DOWN && !attempting) {
            attempting = true;
            dialer.names().find(net.options.peers().get(peer).host(), new NameLookup.Answer() {
                @Override
                public void found(InetAddress address) {
                    connect(address);
                }

                @Override
                public void failed(String reason) {
                    missed(reason, true, Miss.OTHER);
                }
            });
        }
    }

    @Override
    public void openAtOnce() {
        if (state == State.DOWN && !attempting && atOnce.allows(System.nanoTime())) {
            open();
        }
    }

    @Override
    public void checkAtOnce() {
        openAtOnce();
        if (state == State.UP && pings.areAnswered()) {
            ping(System.nanoTime());
        }
    }

    /** The attempt to connect came to nothing. */
    private void missed(String reason, boolean tellAtOnce, Miss how) {
        attempting = false;
        tryAgain(reason, tellAtOnce);
        if (state != State.STOPPED) {
            life.missed(how);
        }
    }

    private void connect(InetAddress address) {
        if (state == State.DOWN) {
            OpenerHandler handler = new OpenerHandler(net, this);
            ChannelFuture future =
                    dialer.connect(address, net.options.peers().get(peer).port(), net.connectMillis(), handler);
            future.addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    Miss how = Words.isRefusal(done.cause()) ? Miss.REFUSED : Miss.OTHER;
                    missed(Words.of(done.cause()), false, how);
                } else if (state == State.STOPPED) {
                    done.channel().close();
                } else {
                    greet(done.channel(), handler);
                }
            });
        }
    }

    private void greet(Channel fresh, OpenerHandler handler) {
        state = State.GREETING;
        attempting = false;
        doubted = false;
        steps = new StampSteps();
        channel = Optional.of(fresh);
        writing = false;
        answered();
        if (fresh.localAddress().equals(fresh.remoteAddress())) {
            // TCP lets a socket connect to itself when it happens to be given the port that it calls. On loopback, with
            // the peer away, that is a matter of time; it would keep the port from the peer for ever.
            handler.close("nobody listens there");
            return;
        }
        introduction = Introduction.to(peer, net.options);
        writeTransport(Frames.of(fresh.alloc(), introduction.hello()));
    }

    /** A frame came back on this connection. @throws WireException when it was none that an honest peer sends */
    void heard(Frame frame, OpenerHandler handler) throws WireException {
        if (frame instanceof Frame.Challenge challenge && state == State.GREETING) {
            writeTransport(Frames.of(channel.orElseThrow().alloc(), introduction.answer(challenge)));
        } else if (frame instanceof Frame.Welcome welcome && state == State.GREETING) {
            introduction.check(welcome);
            answered();
            state = State.UP;
            toldDown = false;
            backoff.reset();
            counts.connected();
            boot = welcome.boot();
            life.welcomed(boot);
            net.listener.told(new LinkUp(peer));
        } else if (frame instanceof Frame.Pong && state == State.UP) {
            answered();
        } else if (frame instanceof Frame.Doubt doubt && state == State.UP) {
            if (!doubted) {
                doubted = true;
                net.listener.told(
                        new BallotDoubted(net.options.self(), peer, doubt.boot(), doubt.term(), doubt.doubtedTerm()));
            }
        } else if (frame instanceof Frame.Bye) {
            handler.close("the peer ended it for reasons of its own");
        } else {
            throw WireException.malformed("only a challenge, a welcome, pongs, byes and doubts come back this way");
        }
    }

    @Override
    public void answered() {
        pings.answered(System.nanoTime());
    }

    /** @param byPeer whether the other side ended it, by FIN or RST, or a middlebox did */
    void connectionEnded(String reason, boolean byPeer) {
        boolean wasUp = state == State.UP;
        channel = Optional.empty();
        if (state != State.STOPPED) {
            state = State.DOWN;
        }
        giveUpQueue();
        if (!wasUp) {
            missed(reason, false, byPeer ? Miss.CUT_SHORT : Miss.OTHER);
            return;
        }
        tryAgain(reason, true);
        if (byPeer) {
            net.listener.connectionLost(peer, reason);
        }
        life.ended(boot, byPeer);
    }

    /**
     * Tells of it, once until the link is up again, and plans the next attempt.
     *
     * @param tellAtOnce otherwise a peer that is not there yet, in the first moments of this node, is no news
     */
    private void tryAgain(String reason, boolean tellAtOnce) {
        if (state == State.STOPPED) {
            return;
        }
        String words = Plain.text(reason);
        counts.failed(words);
        boolean settled = System.nanoTime() - beganNanos > net.electionNanosMin();
        if (!toldDown && (tellAtOnce || settled)) {
            toldDown = true;
            net.listener.told(new LinkDown(peer, words));
        }
        long wait = ++waits;
        dialer.later(backoff.nextNanos(net.firstRetryNanos(), net.retryNanosMax()), () -> {
            if (wait == waits) {
                open();
            }
        });
    }

    /** Takes a message to be sent, or says at once that it is lost: while not connected nothing is kept for later. */
    void send(Item item) {
        if (state != State.UP) {
            net.listener.lost(item.envelope(), LossReason.NOT_CONNECTED);
            return;
        }
        queue.offer(item).ifPresent(this::lost);
        writeNext();
    }

    /** One message at a time is with Netty; the others wait where a newer heartbeat can still replace an older one. */
    private void writeNext() {
        if (writing || state != State.UP) {
            return;
        }
        queue.poll().ifPresent(item -> {
            Channel to = channel.orElseThrow();
            long seq = item.envelope().id().orElseThrow().seq();
            ByteBuf frame = Frames.of(
                    to.alloc(), steps.next(seq, item.lamport(), item.envelope().message()));
            int bytes = frame.readableBytes();
            writing = true;
            to.writeAndFlush(frame).addListener(done -> {
                if (done.isSuccess()) {
                    writing = false;
                    counts.messageOut(bytes);
                    writeNext();
                } else {
                    lost(new Loss(item.envelope(), LossReason.CONNECTION_CLOSED));
                }
            });
        });
    }

    private void writeTransport(ByteBuf frame) {
        int bytes = frame.readableBytes();
        channel.orElseThrow().writeAndFlush(frame).addListener(done -> {
            if (done.isSuccess()) {
                counts.transportOut(bytes);
            }
        });
    }

    /** The regular look at the clock. */
    void pulse(long now) {
        if (channel.isEmpty()) {
            return;
        }
        long silent = pings.silentNanos(now);
        if (state == State.GREETING && silent > net.timing.welcomeNanos()) {
            close("no answer to the hello for " + Amounts.time(silent));
        } else if (state == State.UP && pings.isDue(now)) {
            if (pings.areInVain()) {
                close("silent for " + Amounts.time(silent));
            } else {
                ping(now);
            }
        }
    }

    private void ping(long now) {
        pings.pinged(now);
        // A connection that takes no bytes gets no more of them; that counts as an unanswered ping all the same.
        if (!writing && channel.orElseThrow().isWritable()) {
            writeTransport(Frames.ping(channel.orElseThrow().alloc()));
        }
    }

    /** This process stood still: how long the peer has been silent cannot be told, so the count begins anew. */
    void forgive(long now) {
        pings.answered(now);
    }

    private void close(String reason) {
        Channel ending = channel.orElseThrow();
        if (ending.isWritable()) {
            writeTransport(Frames.bye(ending.alloc()));
        }
        ending.pipeline().get(OpenerHandler.class).close(reason);
    }

    /** Ends the connection by RST, as if something between the two had done it: both sides see it lost. */
    void reset() {
        channel.ifPresent(ending -> {
            Sockets.endByReset(ending);
            ending.pipeline().get(OpenerHandler.class).closeAsReset();
        });
    }

    void stop() {
        state = State.STOPPED;
        channel.ifPresent(Channel::close);
        giveUpQueue();
    }

    private void giveUpQueue() {
        queue.clear(LossReason.CONNECTION_CLOSED).forEach(this::lost);
    }

    private void lost(Loss loss) {
        net.listener.lost(loss.envelope(), loss.reason());
    }

    NetSnapshot.Peer snapshot() {
        return counts.snapshot(state == State.UP, queue.size());
    }

    NodeId peer() {
        return peer;
    }
}
