package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;

/** What comes back on a connection that this node opened, and how it ends. One a connection. */
final class OpenerHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private final NetContext net;
    private final Opener opener;
    private ChannelHandlerContext context;
    private String ending = "";
    private boolean endedHere;

    OpenerHandler(NetContext net, Opener opener) {
        this.net = net;
        this.opener = opener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext unused, ByteBuf json) {
        if (endedHere) {
            return;
        }
        net.counts(opener.peer()).transportIn(Frames.LENGTH_BYTES + json.readableBytes());
        try {
            opener.heard(Frames.read(json), this);
        } catch (WireException e) {
            refuse(e.reason(), e.detail());
        }
    }

    private void refuse(RefusalReason reason, String detail) {
        net.refusals.refuse(reason, opener.peer().name(), detail);
        close(
                reason == RefusalReason.NOT_PROVEN
                        ? "the peer has not proven who it is"
                        : "the peer sent what cannot be read");
    }

    /** Closes it from this side. */
    void close(String reason) {
        if (!endedHere) {
            endedHere = true;
            ending = reason;
            context.close();
        }
    }

    /** Closes it from this side, but for all who look on it was the network. */
    void closeAsReset() {
        ending = "reset by a fault";
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        String reason = ending.isEmpty() ? "closed by the peer" : ending;
        opener.connectionEnded(reason, !endedHere);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            refuse(RefusalReason.TOO_LARGE, cause.getMessage());
        } else if (cause instanceof IOException) {
            ending = ending.isEmpty() ? Words.of(cause) : ending;
            context.close();
        } else {
            NetContext.defect(cause);
            close("a defect: " + cause);
        }
    }
}
