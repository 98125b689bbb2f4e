package dev.raftbeat.net;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.wire.WireException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A plain socket that may say anything. */
final class RawPeer implements Closeable {
    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer to(HostPort address) throws IOException {
        return new RawPeer(new Socket(address.host(), address.port()));
    }

    RawPeer raw(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    RawPeer json(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return raw(ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array());
    }

    RawPeer frame(Frame frame) throws IOException {
        return json(new String(MessageCodec.write(frame), StandardCharsets.UTF_8));
    }

    RawPeer hello(NodeId from, NodeId to) throws IOException {
        return hello(from, to, 1);
    }

    RawPeer hello(NodeId from, NodeId to, int boot) throws IOException {
        return frame(new Frame.Hello(Loopback.CLUSTER, from, to, boot));
    }

    RawPeer message(RaftMessage message) throws IOException {
        return frame(new Frame.Raft(1, 1, message));
    }

    Frame read() throws IOException, WireException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return MessageCodec.read(bytes);
    }

    /** Reads until the other side ends the connection, by FIN or RST. */
    void awaitEnd() throws IOException {
        try {
            while (true) {
                in.readByte();
            }
        } catch (EOFException | SocketException e) {
            socket.close();
        }
    }

    /** Sends a FIN, and can still read. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
