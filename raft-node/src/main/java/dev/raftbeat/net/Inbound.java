package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.Frame.Bye;
import dev.raftbeat.wire.Frame.Challenge;
import dev.raftbeat.wire.Frame.Doubt;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Ping;
import dev.raftbeat.wire.Frame.Pong;
import dev.raftbeat.wire.Frame.Proof;
import dev.raftbeat.wire.Frame.Raft;
import dev.raftbeat.wire.Frame.Welcome;
import dev.raftbeat.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.util.Optional;

/** A connection that somebody opened to this node: a stranger until its hello, then one peer's. */
final class Inbound extends SimpleChannelInboundHandler<ByteBuf> implements Frame.Visitor<Void> {
    private final NetContext net;
    private final Acceptor acceptor;
    private final long serial;
    private ChannelHandlerContext context;
    private final StampSteps steps = new StampSteps();
    private Optional<NodeId> peer = Optional.empty();
    /** Of one that has been asked to prove who it is, and of a peer. */
    private Optional<Introduction> introduction = Optional.empty();

    /** The life of the peer that opened it. */
    private int boot;

    private long heardNanos = System.nanoTime();
    private int frameBytes;
    private boolean over;
    private boolean byFault;
    private boolean goodbye;
    private String ending = "closed by the peer";

    /** @param serial counts connections in the order in which they were accepted */
    Inbound(NetContext net, Acceptor acceptor, long serial) {
        this.net = net;
        this.acceptor = acceptor;
        this.serial = serial;
    }

    long serial() {
        return serial;
    }

    long heardNanos() {
        return heardNanos;
    }

    Optional<NodeId> peer() {
        return peer;
    }

    void heardAt(long nanos) {
        heardNanos = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext unused) {
        acceptor.accepted(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext unused, ByteBuf json) {
        // Frames that were read together with the one that ended this, or with the hello of a blackholed peer.
        if (over || peer.isPresent() && acceptor.isBlackholed(peer.get())) {
            return;
        }
        frameBytes = Frames.LENGTH_BYTES + json.readableBytes();
        try {
            Frame frame = Frames.read(json);
            if (peer.isEmpty() && !(frame instanceof Hello || frame instanceof Proof && introduction.isPresent())) {
                throw new WireException(RefusalReason.SILENT_STRANGER, "it spoke before it said who it is");
            }
            if (frame instanceof Raft raft) {
                // Also those that are too many: the next one says how far it is from them.
                steps.follow(raft);
            }
            heardNanos = System.nanoTime();
            if (peer.isPresent() && !net.mayRead(peer.get(), heardNanos)) {
                net.refusals.refuse(
                        RefusalReason.TOO_OFTEN,
                        peer.get().name(),
                        "more than " + net.timing.framesASecond() + " frames a second");
                return;
            }
            frame.accept(this);
        } catch (WireException e) {
            refuse(e.reason(), e.detail());
        }
    }

    @Override
    public Void hello(Hello frame) {
        return orRefused(() -> greet(frame));
    }

    private void greet(Hello frame) throws WireException {
        if (introduction.isPresent()) {
            throw WireException.malformed("a second hello");
        }
        acceptor.check(frame);
        Introduction heard = Introduction.heard(frame, net.options);
        introduction = Optional.of(heard);
        if (heard.needsProof()) {
            acceptor.challenged(this);
            if (!over) {
                context.writeAndFlush(Frames.of(context.alloc(), heard.challenge()));
            }
        } else {
            introduced(heard);
        }
    }

    @Override
    public Void proof(Proof frame) {
        return orRefused(() -> prove(frame));
    }

    private void prove(Proof frame) throws WireException {
        if (peer.isPresent()) {
            throw WireException.malformed("a second proof, or one that nobody asked for");
        }
        Introduction heard = introduction.orElseThrow();
        heard.check(frame);
        introduced(heard);
    }

    /** What an introduction consists of. */
    private interface Part {
        void take() throws WireException;
    }

    private Void orRefused(Part part) {
        try {
            part.take();
        } catch (WireException e) {
            refuse(e.reason(), e.detail());
        }
        return null;
    }

    private void introduced(Introduction heard) {
        NodeId from = heard.hello().from();
        peer = Optional.of(from);
        boot = heard.hello().boot();
        transportIn();
        net.life(from).greeted(boot);
        acceptor.introduced(this, from, heard);
    }

    @Override
    public Void challenge(Challenge frame) {
        refuse(RefusalReason.MALFORMED, "a challenge, but nobody introduced himself to it");
        return null;
    }

    /** A stranger has had its time. */
    void tooLate() {
        if (introduction.isPresent()) {
            String name = introduction.get().hello().from().name();
            refuse(RefusalReason.NOT_PROVEN, "hello as " + name + ", whose sender proved nothing in time");
        } else {
            refuse(RefusalReason.SILENT_STRANGER, "it did not say in time who it is");
        }
    }

    @Override
    public Void welcome(Welcome frame) {
        refuse(RefusalReason.MALFORMED, "a welcome, but nobody introduced himself to it");
        return null;
    }

    @Override
    public Void ping(Ping frame) {
        transportIn();
        answer(new Pong());
        return null;
    }

    @Override
    public Void pong(Pong frame) {
        refuse(RefusalReason.MALFORMED, "a pong, but nobody pinged here");
        return null;
    }

    @Override
    public Void bye(Bye frame) {
        transportIn();
        goodbye = true;
        return null;
    }

    @Override
    public Void doubt(Doubt frame) {
        refuse(RefusalReason.MALFORMED, "an answer to a message that was never sent");
        return null;
    }

    @Override
    public Void raft(Raft frame) {
        NodeId from = peer.orElseThrow();
        net.counts(from).messageIn(frameBytes);
        if (frame.message() instanceof AppendEntriesReply) {
            net.life(from).answered();
        }
        FactId id = new FactId(from, boot, steps.seq());
        net.listener.arrived(
                new Envelope<>(Optional.of(id), from, net.options.self(), frame.message()), steps.lamport(), serial);
        return null;
    }

    /** Answers what came on it. One who does not read the answers gets no more of them. */
    void answer(Frame frame) {
        if (!over && context.channel().isWritable()) {
            ByteBuf bytes = Frames.of(context.alloc(), frame);
            net.counts(peer.orElseThrow()).transportOut(bytes.readableBytes());
            context.writeAndFlush(bytes);
        }
    }

    private void transportIn() {
        net.counts(peer.orElseThrow()).transportIn(frameBytes);
    }

    /** Counts and tells it, and ends the connection: who errs or lies once is not worth a second look. */
    void refuse(RefusalReason reason, String detail) {
        if (!over) {
            String remote = peer.map(NodeId::name)
                    .orElseGet(() -> String.valueOf(context.channel().remoteAddress()));
            net.refusals.refuse(reason, remote.startsWith("/") ? remote.substring(1) : remote, detail);
            closeHere();
        }
    }

    /** Stops or begins reading. */
    void reads(boolean on) {
        context.channel().config().setAutoRead(on);
    }

    /** Ends it from this side, with a word to the peer that no process has died. */
    void dismiss() {
        if (!over && context.channel().isWritable()) {
            context.writeAndFlush(Frames.bye(context.alloc()));
        }
        closeHere();
    }

    /**
     * Ends it from this side although much of it has never been read. Closing at once would send an RST, because the
     * kernel answers unread bytes with one, and the peer would take that for a death. So it says bye, ends its own half,
     * and then reads and drops until the peer has closed too.
     */
    void dismissAndDrain() {
        if (!over) {
            over = true;
            heardNanos = System.nanoTime();
            context.writeAndFlush(Frames.bye(context.alloc()));
            ((DuplexChannel) context.channel()).shutdownOutput();
            reads(true);
        }
    }

    void closeHere() {
        over = true;
        context.close();
    }

    /** Ends it by RST, as if something between the two had done it: both sides see it lost. */
    void reset() {
        byFault = true;
        ending = "reset by a fault";
        Sockets.endByReset(context.channel());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        boolean current = acceptor.gone(this);
        boolean byPeer = current && (byFault || !over && !goodbye);
        over = true;
        if (byPeer) {
            net.listener.connectionLost(peer.orElseThrow(), ending);
        }
        peer.ifPresent(who -> net.life(who).ended(boot, byPeer));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            refuse(RefusalReason.TOO_LARGE, "a frame has at most " + Frames.BYTES_MAX + " bytes");
        } else if (cause instanceof IOException) {
            ending = Words.of(cause);
            context.close();
        } else if (cause instanceof DecoderException) {
            refuse(RefusalReason.MALFORMED, cause.getMessage());
        } else {
            NetContext.defect(cause);
            closeHere();
        }
    }
}
