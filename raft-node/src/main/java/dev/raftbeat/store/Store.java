package dev.raftbeat.store;

import dev.raftbeat.protocol.StoreFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefusal;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import java.util.Optional;

/**
 * A store as a rule: one write after the other comes, and takes effect or is refused. Whoever runs it keeps its contents
 * durable before anybody hears that a write has landed. Not for use by two threads.
 */
public final class Store {
    private final StoreGuard guard;
    private StoreContents contents;

    /** @param found what an earlier life of the store left */
    public Store(StoreGuard guard, StoreContents found) {
        this.guard = guard;
        this.contents = found;
    }

    public StoreContents contents() {
        return contents;
    }

    /** How it came up. */
    public StoreFact opened() {
        return new StoreOpened(
                guard.text(),
                contents.last().map(Write::writer),
                contents.last().map(Write::term).orElse(0L),
                contents.highest());
    }

    /** Takes the write, or refuses it; the fact says which. */
    public StoreFact offer(Write write) {
        long highest = contents.highest();
        Optional<WriteRefusal> refusal = guard.fences() ? refusal(write) : Optional.empty();
        if (refusal.isPresent()) {
            return new WriteRefused(write.writer(), write.term(), write.sequence(), highest, refusal.get());
        }
        contents = contents.with(write);
        return new WriteLanded(write.writer(), write.term(), write.sequence(), highest);
    }

    /**
     * "The storage server remembers that it has already processed a write with a higher token number (34), and so it rejects
     * the request with token 33" (Kleppmann). Equal tokens are those of one leader's many writes, so they must pass, but only from that
     * leader, and in order: a duplicate of its earlier write would undo its later one.
     */
    private Optional<WriteRefusal> refusal(Write write) {
        if (contents.newest().isEmpty() || write.term() > contents.highest()) {
            return Optional.empty();
        }
        Write newest = contents.newest().get();
        if (write.term() < newest.term()) {
            return Optional.of(WriteRefusal.STALE_TOKEN);
        }
        if (!write.writer().equals(newest.writer())) {
            return Optional.of(WriteRefusal.TOKEN_OF_ANOTHER);
        }
        return write.sequence() > newest.sequence() ? Optional.empty() : Optional.of(WriteRefusal.OUT_OF_ORDER);
    }
}
