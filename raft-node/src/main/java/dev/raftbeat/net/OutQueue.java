package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The messages that wait for one peer's connection. Short on purpose: what is late is worthless, and a long queue would
 * only make everything behind it late. A newer heartbeat takes the place of a queued one, and stands where it came, so
 * that nothing overtakes a vote; votes and replies are never displaced.
 */
final class OutQueue {
    /** The most messages that wait. */
    static final int SIZE_MAX = 16;

    private final Deque<Item> items = new ArrayDeque<>(SIZE_MAX);

    /** @param lamport the stamp to be sent with it */
    record Item(Envelope<RaftMessage> envelope, long lamport) {}

    /** A message that will not be sent. */
    record Loss(Envelope<RaftMessage> envelope, LossReason reason) {}

    /** Takes a message, and answers which one is lost thereby, if one is. */
    Optional<Loss> offer(Item item) {
        RaftMessage message = item.envelope.message();
        if (message.supersedable()) {
            for (Iterator<Item> queued = items.iterator(); queued.hasNext(); ) {
                Item older = queued.next();
                if (older.envelope.message().kind().equals(message.kind())) {
                    queued.remove();
                    items.add(item);
                    return Optional.of(new Loss(older.envelope, LossReason.SUPERSEDED));
                }
            }
        }
        if (items.size() == SIZE_MAX) {
            return Optional.of(new Loss(item.envelope, LossReason.QUEUE_FULL));
        }
        items.add(item);
        return Optional.empty();
    }

    Optional<Item> poll() {
        return Optional.ofNullable(items.poll());
    }

    int size() {
        return items.size();
    }

    /** Gives up everything that waits. */
    List<Loss> clear(LossReason reason) {
        List<Loss> losses = new ArrayList<>();
        items.forEach(item -> losses.add(new Loss(item.envelope, reason)));
        items.clear();
        return losses;
    }
}
