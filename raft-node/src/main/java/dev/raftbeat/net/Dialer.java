package dev.raftbeat.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Opens connections to addresses that are already known, and keeps the time for those who open them. */
final class Dialer {
    private final EventLoop loop;
    private final NetContext net;
    private final NameLookup names;

    Dialer(EventLoop loop, NetContext net, NameLookup names) {
        this.loop = loop;
        this.net = net;
        this.names = names;
    }

    NameLookup names() {
        return names;
    }

    void later(long nanos, Runnable task) {
        loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    ChannelFuture connect(InetAddress address, int port, int timeoutMillis, OpenerHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, Sockets.ALLOCATOR)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        Sockets.receiveBuffers(Sockets.BACK_READ_BYTES, Sockets.READS_A_ROUND))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Sockets.WATER_MARK)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.SO_SNDBUF, Sockets.OUT_BYTES)
                .option(ChannelOption.SO_RCVBUF, Sockets.BACK_BYTES)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Frames.Decoder(net.arrivals), handler);
                    }
                });
        return bootstrap.connect(new InetSocketAddress(address, port));
    }
}
