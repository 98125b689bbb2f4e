package dev.raftbeat.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps stale writes away from a store.
 *
 * @param kind who keeps them away, if anybody
 * @param leaseNanos how long a lease lasts, by the clock of whoever holds it, 1 ms to 10 min; 0 without leases
 */
public record StoreGuard(Kind kind, long leaseNanos) {
    /** Who keeps stale writes away. */
    public enum Kind {
        /** Nobody: the store takes whatever comes. */
        UNFENCED,
        /**
         * The store: every write bears a token that grows with each leader, and one with a lower token than has been
         * there is refused (Burrows, "The Chubby lock service", OSDI 2006, §2.4: sequencers; Kleppmann, "How to do
         * distributed locking", 2016: fencing tokens). A term is such a token.
         */
        FENCED,
        /**
         * The writer: it begins a write only if its lease lasts until it will be done, by its own clock (Gray and
         * Cheriton, "Leases", SOSP 1989; Raft thesis §6.4.1). The store takes whatever comes. Right as long as clocks
         * run at nearly the same pace, and no process stands still between the look at its clock and the write.
         */
        LEASE
    }

    public static final StoreGuard UNFENCED = new StoreGuard(Kind.UNFENCED, 0);
    public static final StoreGuard FENCED = new StoreGuard(Kind.FENCED, 0);

    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;
    private static final long LEASE_MAX = 600_000 * MILLI;
    private static final Pattern LEASE = Pattern.compile("lease (\\d{1,9})(us|ms)");

    /** @throws IllegalArgumentException when the lease is out of its range */
    public StoreGuard {
        if (kind == Kind.LEASE ? leaseNanos < MILLI || leaseNanos > LEASE_MAX : leaseNanos != 0) {
            throw new IllegalArgumentException("a lease lasts between 1 ms and 10 min");
        }
    }

    /** @throws IllegalArgumentException when the lease is out of its range */
    public static StoreGuard lease(long nanos) {
        return new StoreGuard(Kind.LEASE, nanos);
    }

    /** Whether the store itself refuses what is stale. */
    public boolean fences() {
        return kind == Kind.FENCED;
    }

    /** As scenarios and facts write it: {@code unfenced}, {@code fenced}, {@code lease 120ms}. */
    public String text() {
        return switch (kind) {
            case UNFENCED -> "unfenced";
            case FENCED -> "fenced";
            case LEASE ->
                leaseNanos % MILLI == 0 ? "lease " + leaseNanos / MILLI + "ms" : "lease " + leaseNanos / MICRO + "us";
        };
    }

    /** Reads what {@link #text} writes; empty for anything else. */
    public static Optional<StoreGuard> parse(String text) {
        Matcher lease = LEASE.matcher(text);
        if (lease.matches()) {
            long nanos = Long.parseLong(lease.group(1)) * (lease.group(2).equals("ms") ? MILLI : MICRO);
            return nanos < MILLI || nanos > LEASE_MAX ? Optional.empty() : Optional.of(lease(nanos));
        }
        return text.equals("unfenced")
                ? Optional.of(UNFENCED)
                : text.equals("fenced") ? Optional.of(FENCED) : Optional.empty();
    }
}
