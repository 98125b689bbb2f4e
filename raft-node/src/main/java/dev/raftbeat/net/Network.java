package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.wire.Frame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One node's connections to its peers, on one event loop, which is the node's only protocol thread too. Everything but
 * the constructor, {@link #start}, {@link #stop} and {@link #loop} must be called on that loop.
 */
public final class Network {
    static {
        // Before any other class of Netty looks for a logger of its own choice.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    /**
     * Connections taken from the kernel in one round of the loop. Two rounds' worth fit into the strangers' places, so
     * that a hello which came with its connection is read before a flood behind it can push the connection out.
     */
    private static final int ACCEPTS_A_ROUND = 8;

    private static final int BACKLOG = 512;
    private static final long STOP_MILLIS_MAX = 2_000;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final NetContext net;
    private final NameLookup names;
    private final Acceptor acceptor;
    private final SortedMap<NodeId, Opener> openers = new TreeMap<>();
    private Optional<Channel> server = Optional.empty();
    private long pulsedNanos;
    private boolean stopped;

    public Network(NetOptions options, NetListener listener) {
        this(options, listener, Timing.STANDARD);
    }

    Network(NetOptions options, NetListener listener, Timing timing) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("raftbeat-" + options.self()), NioIoHandler.newFactory());
        loop = group.next();
        net = new NetContext(options, listener, timing, new Arrivals((SingleThreadEventLoop) loop));
        names = new NameLookup(loop);
        acceptor = new Acceptor(net);
        Dialer dialer = new Dialer(loop, net, names);
        options.peers().keySet().forEach(peer -> openers.put(peer, new Opener(net, dialer, peer)));
    }

    /** Plays the beginnings of connections that prove who they are, so that the first real one is quick. Takes a moment. */
    public static void rehearseProofs() {
        Introduction.rehearse();
    }

    /** The event loop: the node's timers and everything that touches its protocol belong here. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    /**
     * Listens, then connects to the peers.
     *
     * @return where it listens, with the port that the system chose if it was asked to; or the failure to bind, in words
     */
    public CompletableFuture<HostPort> start() {
        CompletableFuture<HostPort> started = new CompletableFuture<>();
        HostPort listen = net.options.listen();
        InetAddress address;
        try {
            // Asked for outright, the wildcard is a listener's right; a name that does not resolve is never one.
            address = InetAddress.getByName(listen.host());
        } catch (UnknownHostException e) {
            started.completeExceptionally(new IOException("the name " + listen.host() + " does not resolve", e));
            return started;
        }
        listener().bind(new InetSocketAddress(address, listen.port())).addListener((ChannelFutureListener) bound -> {
            if (bound.isSuccess()) {
                begin(bound.channel());
                int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
                started.complete(new HostPort(listen.host(), port));
            } else {
                started.completeExceptionally(new IOException(Words.of(bound.cause()), bound.cause()));
            }
        });
        return started;
    }

    private ServerBootstrap listener() {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_RCVBUF, Sockets.IN_BYTES)
                .option(ChannelOption.ALLOCATOR, Sockets.ALLOCATOR)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        Sockets.receiveBuffers(Sockets.BACK_READ_BYTES, ACCEPTS_A_ROUND))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, Sockets.BACK_BYTES)
                .childOption(ChannelOption.ALLOCATOR, Sockets.ALLOCATOR)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        Sockets.receiveBuffers(Frames.BYTES_MAX, Sockets.READS_A_ROUND))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Sockets.WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Frames.Decoder(net.arrivals), acceptor.newcomer());
                    }
                });
    }

    private void begin(Channel bound) {
        if (stopped) {
            bound.close();
            return;
        }
        server = Optional.of(bound);
        openers.values().forEach(Opener::open);
        pulsedNanos = System.nanoTime();
        long quick = net.timing.quickNanos();
        loop.scheduleWithFixedDelay(this::pulse, quick, quick, TimeUnit.NANOSECONDS);
    }

    private void pulse() {
        long now = System.nanoTime();
        boolean stoodStill = now - pulsedNanos > 2 * net.timing.quickNanos();
        pulsedNanos = now;
        if (stoodStill) {
            acceptor.forgive(now);
            openers.values().forEach(opener -> opener.forgive(now));
        } else {
            acceptor.pulse(now);
            openers.values().forEach(opener -> opener.pulse(now));
        }
    }

    /**
     * Hands over a message that a driver has sent, so that it has an id. Never blocks. What cannot be sent is told to
     * {@link NetListener#lost}, perhaps before this returns.
     *
     * @throws IllegalArgumentException when the receiver is no peer
     */
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        opener(envelope.to()).send(new OutQueue.Item(envelope, lamport));
    }

    private Opener opener(NodeId peer) {
        requireLoop();
        Opener opener = openers.get(peer);
        if (opener == null) {
            throw new IllegalArgumentException(peer + " is no peer of " + net.options.self());
        }
        return opener;
    }

    private void requireLoop() {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("called beside the event loop, on " + Thread.currentThread());
        }
    }

    /**
     * Runs {@code then} after everything that had already arrived at this host has been given to the listener: after a
     * freeze, the heartbeats that piled up are heard before anybody concludes from a clock that there were none.
     */
    public void afterArrivals(Runnable then) {
        requireLoop();
        net.arrivals.after(then);
    }

    /** Takes these intervals from now on, see {@link NetOptions}. */
    public void intervals(long heartbeatNanos, long electionNanosMin) {
        requireLoop();
        net.intervals(heartbeatNanos, electionNanosMin);
    }

    /**
     * From the connections of these peers nothing is read any more, and their pings go unanswered; replaces the earlier
     * set. Messages that they wrote meanwhile are neither delivered nor told as lost, as with packets that vanish.
     */
    public void blackhole(Set<NodeId> peers) {
        requireLoop();
        acceptor.blackhole(peers);
    }

    /**
     * Ends the connections with this peer, both directions, by RST, as a faulty middlebox would; both nodes see them
     * lost, and both connect again.
     */
    public void reset(NodeId peer) {
        opener(peer).reset();
        acceptor.reset(peer);
    }

    /** Counts a message that somebody behind the network refused, and tells of it unless there are too many. */
    public void refuse(RefusalReason reason, NodeId from, String detail) {
        requireLoop();
        net.refusals.refuse(reason, from.name(), detail);
    }

    /** Lets a peer know that this node remembers a later ballot of it. */
    public void doubt(BallotDoubted doubt) {
        requireLoop();
        acceptor.answer(doubt.whose(), new Frame.Doubt(doubt.life(), doubt.term(), doubt.doubtedTerm()));
    }

    public NetSnapshot snapshot() {
        requireLoop();
        Map<NodeId, NetSnapshot.Peer> peers = new TreeMap<>();
        openers.forEach((peer, opener) -> peers.put(peer, opener.snapshot()));
        return new NetSnapshot(
                new TreeMap<>(peers), net.refusals.counts(), acceptor.introducedCount(), acceptor.strangerCount());
    }

    /** Closes everything and ends the loop, after the tasks that it already has. More than one call does no harm. */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        group.terminationFuture().addListener(done -> ended.complete(null));
        if (!loop.isShuttingDown()) {
            loop.execute(this::close);
        }
        return ended;
    }

    /**
     * First the port, then the connections: who dials again when a connection has ended is to be refused. The system's
     * port is closed in the next round only, when the selector has let go of it.
     */
    private void close() {
        if (!stopped) {
            stopped = true;
            server.ifPresent(Channel::close);
            net.arrivals.nextRound(() -> {
                openers.values().forEach(Opener::stop);
                acceptor.stop();
                names.close();
                group.shutdownGracefully(0, STOP_MILLIS_MAX, TimeUnit.MILLISECONDS);
            });
        }
    }
}
