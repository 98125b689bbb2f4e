package dev.raftbeat.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a protocol owes the world after one input. The driver pays in this order: the ballot is made durable,
 * then the facts are told, then the messages leave; and no debt is paid before all earlier ones are.
 *
 * @param save the ballot that must be durable before anything below is seen by anybody
 * @param send messages, in order
 * @param facts what happened, in order; each is caused by the one before it, the first by the input
 * @param wakeAt the one timer: monotonic nanoseconds at which to call {@link Protocol#wake}, or {@link #NEVER}. It
 *     replaces the earlier one and does not wait for the save.
 */
public record Effects<M extends Message>(Optional<Ballot> save, List<Envelope<M>> send, List<Fact> facts, long wakeAt) {
    /** A {@code wakeAt} for a protocol that waits for nothing but messages. */
    public static final long NEVER = Long.MAX_VALUE;

    public Effects {
        send = List.copyOf(send);
        facts = List.copyOf(facts);
    }

    /** Whether there is nothing to save, to tell or to send. */
    public boolean isNothing() {
        return save.isEmpty() && facts.isEmpty() && send.isEmpty();
    }
}
