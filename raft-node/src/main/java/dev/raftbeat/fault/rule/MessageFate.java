package dev.raftbeat.fault.rule;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import java.util.List;

/** What a receiver's rules do with one message. */
public sealed interface MessageFate {
    /** @param fault the {@code FaultBegan} that made the rule */
    record Lost(LossReason reason, FactId fault) implements MessageFate {}

    /**
     * @param delaysNanos one for each copy, that of copy 0 (the message itself) first; 0 means at once
     */
    record Delivered(List<Long> delaysNanos) implements MessageFate {
        public Delivered {
            delaysNanos = List.copyOf(delaysNanos);
        }
    }
}
