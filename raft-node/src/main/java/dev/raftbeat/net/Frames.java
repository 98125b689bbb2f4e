package dev.raftbeat.net;

import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/** Frames on a connection: four bytes of length, big-endian, then as many bytes of JSON. */
final class Frames {
    /** The most bytes of a frame, its length included. */
    static final int BYTES_MAX = 4096;

    static final int LENGTH_BYTES = 4;

    private static final byte[] PING = MessageCodec.write(new Frame.Ping());
    private static final byte[] BYE = MessageCodec.write(new Frame.Bye());

    private Frames() {}

    static ByteBuf ping(ByteBufAllocator allocator) {
        return framed(allocator, PING);
    }

    static ByteBuf bye(ByteBufAllocator allocator) {
        return framed(allocator, BYE);
    }

    static ByteBuf of(ByteBufAllocator allocator, Frame frame) {
        return framed(allocator, MessageCodec.write(frame));
    }

    private static ByteBuf framed(ByteBufAllocator allocator, byte[] json) {
        return allocator
                .ioBuffer(LENGTH_BYTES + json.length)
                .writeInt(json.length)
                .writeBytes(json);
    }

    /** @param json what stood behind the length */
    static Frame read(ByteBuf json) throws WireException {
        byte[] bytes = new byte[json.readableBytes()];
        json.readBytes(bytes);
        return MessageCodec.read(bytes);
    }

    /**
     * Cuts the stream into frames. A length beyond the limit fails as soon as it is read, before anything is allocated
     * for it; what has come of an unfinished frame is all that is ever held.
     */
    static final class Decoder extends LengthFieldBasedFrameDecoder {
        private final Arrivals arrivals;

        Decoder(Arrivals arrivals) {
            super(BYTES_MAX, 0, LENGTH_BYTES, 0, LENGTH_BYTES, true);
            this.arrivals = arrivals;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
            arrivals.mark();
            super.channelRead(context, bytes);
        }
    }
}
