package dev.raftbeat.wire;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/**
 * What stands before every message of a protocol.
 *
 * @param cluster the cluster that it belongs to; what comes from another one is refused
 * @param boot which life of the sender, from 1
 * @param seq the message's place in that life, from 1; with {@code from} and {@code boot} it is the message's id
 * @param lamport Lamport's clock at its sending
 */
public record Header(String cluster, NodeId from, NodeId to, int boot, long seq, long lamport) {
    /** @throws java.util.NoSuchElementException when the envelope has not been sent through a driver, so has no id */
    public static Header of(String cluster, Envelope<?> envelope, long lamport) {
        FactId id = envelope.id().orElseThrow();
        return new Header(cluster, envelope.from(), envelope.to(), id.boot(), id.seq(), lamport);
    }

    /** The message with this header's sender, receiver and id. */
    public <M extends Message> Envelope<M> envelope(M message) {
        return new Envelope<>(Optional.of(new FactId(from, boot, seq)), from, to, message);
    }
}
