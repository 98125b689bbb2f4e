package dev.raftbeat.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/**
 * The sizes of buffers, and how a socket ends. All small: a node sends a few kilobytes a second, and what lies in a buffer is late. Nothing is
 * pooled either: a pool's first arena is larger than all the rest of a node.
 */
final class Sockets {
    static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true);

    /** The kernel's buffer for what goes out: what a peer that never reads can cost, beside its own. */
    static final int OUT_BYTES = 16 * 1024;

    /** The kernel's buffer for what comes in: some seconds of heartbeats, should this process stand still. */
    static final int IN_BYTES = 32 * 1024;

    /** For the way back, which carries pongs only. */
    static final int BACK_BYTES = 4 * 1024;

    static final int BACK_READ_BYTES = 256;

    /** Buffers read from one connection before the others have their turn: no peer's burst delays another's heartbeat. */
    static final int READS_A_ROUND = 1;

    /** A frame beyond the mark and no more: pongs to a peer that does not read them are left out. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1, Frames.BYTES_MAX);

    private Sockets() {}

    /** @param readsARound how many buffers, or connections, are taken before others have their turn */
    static RecvByteBufAllocator receiveBuffers(int bytes, int readsARound) {
        FixedRecvByteBufAllocator buffers = new FixedRecvByteBufAllocator(bytes);
        buffers.maxMessagesPerRead(readsARound);
        return buffers;
    }

    /** Lets the closing that follows be an RST. A socket that the other side has just ended has nothing left to reset. */
    static void endByReset(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException gone) {
            channel.close();
        }
    }
}
