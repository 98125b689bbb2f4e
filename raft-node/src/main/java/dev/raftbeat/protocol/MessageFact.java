package dev.raftbeat.protocol;

import java.util.Optional;

/**
 * Facts about messages. Each {@code MessageSent} has exactly one {@code MessageDelivered} of copy 0 or one
 * {@code MessageLost}, unless a process dies with the message in its hands.
 */
public sealed interface MessageFact extends Fact
        permits MessageFact.MessageSent, MessageFact.MessageDelivered, MessageFact.MessageLost {
    /** Where a message ended that was not delivered. */
    enum LossReason {
        /** The link is cut, by rule, at the receiver. */
        CUT,
        /** The link loses some messages, by rule, at the receiver. */
        LOSS,
        /** It was being delayed, by rule, when a cut began. */
        CUT_WHILE_DELAYED,
        /** A newer heartbeat took its place in the sender's queue. */
        SUPERSEDED,
        /** The sender's queue was full. */
        QUEUE_FULL,
        /** The sender has no connection to the receiver. */
        NOT_CONNECTED,
        /** The connection ended before the message had left the sender. */
        CONNECTION_CLOSED,
        /** The receiver was not running: known only in a simulated world. */
        RECEIVER_DOWN,
        /** A vote, or a question for one, of a sender whose ballot is older than the receiver remembers. */
        OLD_BALLOT
    }

    /** Its own id is the message's id. */
    @Meaning(value = "A message left the protocol for the network.", routine = true)
    record MessageSent(NodeId to, String kind, long term) implements MessageFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.messageSent(this);
        }
    }

    /** @param copy 0 for the message itself, 1 and more for duplicates of it that the network made */
    @Meaning(value = "A message reached the protocol.", routine = true)
    record MessageDelivered(FactId id, NodeId from, String kind, long term, int copy) implements MessageFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.messageDelivered(this);
        }
    }

    /** @param fault the {@code FaultBegan} that made the rule by which it was lost, if one did */
    @Meaning(value = "A message will never reach its receiver.", routine = true)
    record MessageLost(
            FactId id, NodeId from, NodeId to, String kind, long term, LossReason reason, Optional<FactId> fault)
            implements MessageFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.messageLost(this);
        }
    }
}
