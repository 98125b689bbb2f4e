package dev.raftbeat.protocol;

import java.util.Optional;

/**
 * Facts about a resource outside the cluster that whoever believes to lead writes to, one write a heartbeat. The writer
 * tells what it sends; the store, under the name {@link NodeId#STORE}, what became of it.
 */
public sealed interface StoreFact extends Fact
        permits StoreFact.StoreOpened,
                StoreFact.WriteSent,
                StoreFact.LeaseRanOut,
                StoreFact.WriteLanded,
                StoreFact.WriteRefused {
    /** Why a store that fences does not take a write. */
    enum WriteRefusal {
        /** A write with a higher token has been here. */
        STALE_TOKEN,
        /** Another writer came with the very same token before: two of one term cannot both be right. */
        TOKEN_OF_ANOTHER,
        /** This write, or a later one of the same writer and token, has been here. */
        OUT_OF_ORDER
    }

    /**
     * @param guard {@code unfenced}, {@code fenced}, or {@code lease} with its length: what keeps stale writes away
     * @param writer whose write it holds; empty when nothing has landed yet
     * @param term the token of the write that it holds; 0 when it holds none
     * @param highest the highest token that has landed, in whatever life of the store
     */
    @Meaning("A store opened; it holds this, and this is what keeps stale writes away from it.")
    record StoreOpened(String guard, Optional<NodeId> writer, long term, long highest) implements StoreFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.storeOpened(this);
        }
    }

    /** @param sequence of this writer's writes in this life, counted from 1 */
    @Meaning(value = "A node that took itself for the leader of this term sent a write to the store.", routine = true)
    record WriteSent(long term, long sequence) implements StoreFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.writeSent(this);
        }
    }

    /** @param leaseNanos how long a lease lasts, by the writer's own clock */
    @Meaning("A node that leads begins no further write: by its own clock its lease would be over when it is done.")
    record LeaseRanOut(long term, long leaseNanos) implements StoreFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.leaseRanOut(this);
        }
    }

    /**
     * @param term the token that the write bore: the term that its writer took itself to lead
     * @param highest the highest token that had landed before this one, as the store knows it; 0 for none
     */
    @Meaning(
            value = "A write took effect in the store; stale if one of a higher term had landed before.",
            routine = true)
    record WriteLanded(NodeId writer, long term, long sequence, long highest) implements StoreFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.writeLanded(this);
        }
    }

    /** @param highest the highest token that had landed before it came */
    @Meaning("The store turned a write away by its token, and holds what it held.")
    record WriteRefused(NodeId writer, long term, long sequence, long highest, WriteRefusal reason)
            implements StoreFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.writeRefused(this);
        }
    }
}
