package dev.raftbeat.protocol;

import java.util.Optional;

/**
 * A message with its sender and its receiver.
 *
 * @param id the message's id; empty until the driver has sent it, present in whatever is received
 */
public record Envelope<M extends Message>(Optional<FactId> id, NodeId from, NodeId to, M message) {
    /** An envelope that a protocol asks to be sent. */
    public static <M extends Message> Envelope<M> outgoing(NodeId from, NodeId to, M message) {
        return new Envelope<>(Optional.empty(), from, to, message);
    }

    public Envelope<M> sentAs(FactId messageId) {
        return new Envelope<>(Optional.of(messageId), from, to, message);
    }

    public Link link() {
        return new Link(from, to);
    }
}
