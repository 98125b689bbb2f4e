package dev.raftbeat.history;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What became of each message: a fold of its own, for those who ask. It keeps every message of the run, and its end, so
 * that it is no part of what is fed to everybody. Facts may come in any order, and more than once.
 */
public final class MessageEnds {
    /** The messages of one life of a node, by the places of their facts. */
    private static final class Sender {
        private final NodeId node;
        private final int boot;
        private StampedFact[] sent = new StampedFact[64];
        private StampedFact[] ends = new StampedFact[64];

        private Sender(NodeId node, int boot) {
            this.node = node;
            this.boot = boot;
        }

        private int slot(long seq) {
            int slot = Math.toIntExact(seq);
            if (slot >= ends.length) {
                int length = Math.max(slot + 1, 2 * ends.length);
                sent = Arrays.copyOf(sent, length);
                ends = Arrays.copyOf(ends, length);
            }
            return slot;
        }
    }

    private final List<Sender> senders = new ArrayList<>();
    private final List<StampedFact> sent = new ArrayList<>();

    public void hear(StampedFact fact) {
        if (fact.fact() instanceof MessageSent) {
            Sender sender = sender(fact.node(), fact.boot());
            int slot = sender.slot(fact.seq());
            if (sender.sent[slot] == null) {
                sender.sent[slot] = fact;
                sent.add(fact);
            }
        } else if (fact.fact() instanceof MessageDelivered delivered) {
            ended(delivered.id(), fact);
        } else if (fact.fact() instanceof MessageLost lost) {
            ended(lost.id(), fact);
        }
    }

    private void ended(FactId message, StampedFact end) {
        Sender sender = sender(message.node(), message.boot());
        int slot = sender.slot(message.seq());
        StampedFact known = sender.ends[slot];
        sender.ends[slot] = known == null ? end : better(known, end);
    }

    private static StampedFact better(StampedFact known, StampedFact other) {
        boolean delivered = other.fact() instanceof MessageDelivered;
        boolean first = !(known.fact() instanceof MessageDelivered) || other.tNanos() < known.tNanos();
        return delivered && first ? other : known;
    }

    private Sender sender(NodeId node, int boot) {
        for (int i = 0; i < senders.size(); i++) {
            Sender sender = senders.get(i);
            if (sender.boot == boot && (sender.node == node || sender.node.equals(node))) {
                return sender;
            }
        }
        senders.add(new Sender(node, boot));
        return senders.get(senders.size() - 1);
    }

    /**
     * What was told of its end: a {@code MessageDelivered}, the earliest where copies arrived, or else the first
     * {@code MessageLost}.
     */
    public Optional<StampedFact> endOf(FactId message) {
        Sender sender = sender(message.node(), message.boot());
        return Optional.ofNullable(sender.ends[sender.slot(message.seq())]);
    }

    /** Each {@code MessageSent} without an end, in the order in which they were heard. */
    public List<StampedFact> underWay() {
        return sent.stream().filter(fact -> endOf(fact.id()).isEmpty()).toList();
    }
}
