package dev.raftbeat.store;

import java.util.Optional;

/**
 * What a store holds. It must outlive the store's process as a whole: a store that remembers its value and forgets the
 * highest token takes the next stale write for a fresh one.
 *
 * @param last the write that took effect last
 * @param newest the one that bore the highest token of all that took effect, the latest such; another than {@code last}
 *     only where a stale write has landed
 */
public record StoreContents(Optional<Write> last, Optional<Write> newest) {
    public static final StoreContents EMPTY = new StoreContents(Optional.empty(), Optional.empty());

    /** The highest token that has landed; 0 for none. */
    public long highest() {
        return newest.map(Write::term).orElse(0L);
    }

    /** The same after this write has taken effect. */
    StoreContents with(Write write) {
        Optional<Write> landed = Optional.of(write);
        return new StoreContents(landed, write.term() >= highest() ? landed : newest);
    }
}
