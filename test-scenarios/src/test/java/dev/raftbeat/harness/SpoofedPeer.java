package dev.raftbeat.harness;

import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.net.ClusterKey.Step;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.wire.WireException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection to a node's port for peers, by somebody who may say anything in anybody's name. */
final class SpoofedPeer implements Closeable {
    private static final int ANSWER_MILLIS_MAX = 10_000;

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

    /**
     * Introduces itself as a node that holds the cluster's key, so that it can lie afterwards; answers whether the node took
     * it for that one.
     */
    boolean introduce(Frame.Hello bare, ClusterKey key) {
        String nonce = key.nonce();
        Frame.Seal seal = new Frame.Seal(nonce, key.proof(Step.HELLO, bare, nonce, ""));
        Frame.Hello hello = new Frame.Hello(bare.cluster(), bare.from(), bare.to(), bare.boot(), Optional.of(seal));
        try {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return send(framed(hello))
                    && read(in) instanceof Frame.Challenge challenge
                    && send(framed(new Frame.Proof(
                            key.proof(Step.PROOF, bare, nonce, challenge.boot() + " " + challenge.nonce()))));
        } catch (IOException | WireException e) {
            return false;
        }
    }

    private static Frame read(DataInputStream in) throws IOException, WireException {
        return MessageCodec.read(in.readNBytes(in.readInt()));
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
