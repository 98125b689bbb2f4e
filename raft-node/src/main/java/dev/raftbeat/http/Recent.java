package dev.raftbeat.http;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An answer that anybody may ask for, as it was a moment ago at the most. To put it together costs the event loop a part
 * of what a heartbeat does: a flood of requests must not cost a leader its place.
 */
public final class Recent<T> {
    private static final long AGE_NANOS_MAX = 50_000_000;

    private final Supplier<T> source;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<T> answer = Optional.empty();
    private long answeredNanos;

    /** @param clock monotonic nanoseconds */
    public Recent(Supplier<T> source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    /** @throws HttpRefusal when the source has no answer, or the wait for it is cut short */
    public T get() {
        try {
            // One asks while the others wait, and whoever waits can be ended.
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpRefusal(503, "there are too many requests");
        }
        try {
            if (answer.isEmpty() || clock.getAsLong() - answeredNanos > AGE_NANOS_MAX) {
                answer = Optional.empty();
                answer = Optional.of(source.get());
                answeredNanos = clock.getAsLong();
            }
            return answer.get();
        } finally {
            lock.unlock();
        }
    }
}
