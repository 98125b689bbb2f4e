package dev.raftbeat.harness;

import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection to a node's port for peers, by somebody who may say anything in anybody's name. */
final class SpoofedPeer implements Closeable {
    private final Socket socket;

    SpoofedPeer(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
    }

    static byte[] framed(byte[] json) {
        return ByteBuffer.allocate(4 + json.length)
                .putInt(json.length)
                .put(json)
                .array();
    }

    static byte[] framed(String json) {
        return framed(json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] framed(Frame frame) {
        return framed(MessageCodec.write(frame));
    }

    /** Sends all of it; answers whether the node took it, which may have had enough before the end. */
    boolean send(byte[]... parts) {
        try {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
