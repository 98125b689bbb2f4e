package dev.raftbeat.store;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StoreFact.LeaseRanOut;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whoever writes to the store while its node believes to lead: once a heartbeat, and each write takes one heartbeat to
 * make. It looks whether its node leads and takes the term as its token, works on the value, and sends the write when the
 * next heartbeat is due, without looking again: read, change, write. Looking again would make the window smaller and never
 * close it, since a process can stand still between any look and what it does about it; and whoever freezes this one
 * freezes it there.
 *
 * <p>Called by the node's own process alone, so that it stands still when the node does. Not for use by two threads.
 */
public final class Writer {
    private final NodeId self;
    private final StoreGuard guard;
    private long sequence;
    private Optional<Write> inTheMaking = Optional.empty();
    private boolean withheld;
    private boolean handedOver;

    public Writer(NodeId self, StoreGuard guard) {
        this.self = self;
        this.guard = guard;
    }

    /**
     * What a node knows of its own leadership at one moment.
     *
     * @param term the term that it believes to lead; empty when it does not
     * @param heardNanos when that heartbeat was sent which a quorum has acknowledged last; empty for none in this term
     */
    public record Standing(OptionalLong term, OptionalLong heardNanos) {}

    /**
     * What is to be done at a heartbeat.
     *
     * @param send the write that is ready
     * @param ranOut told once, when the lease no longer lasts long enough to begin another
     */
    public record Turn(Optional<Write> send, Optional<LeaseRanOut> ranOut) {}

    /**
     * The node told another to campaign, which ends its lease: it begins no write, and gives up the one in the making, until
     * a quorum has heard that the other may no longer do so.
     */
    public void handOver() {
        if (guard.kind() == StoreGuard.Kind.LEASE) {
            inTheMaking = Optional.empty();
            handedOver = true;
        }
    }

    /**
     * A heartbeat is due, perhaps long since.
     *
     * @param now the node's own clock
     * @param heartbeatNanos how long a write takes to make
     */
    public Turn beat(Standing standing, long now, long heartbeatNanos) {
        Optional<Write> ready = inTheMaking;
        inTheMaking = Optional.empty();
        if (standing.term().isEmpty()) {
            withheld = false;
            return new Turn(ready, Optional.empty());
        }
        long term = standing.term().getAsLong();
        if (mayBegin(standing, now + heartbeatNanos)) {
            withheld = false;
            handedOver = false;
            sequence++;
            inTheMaking = Optional.of(new Write(self, term, sequence));
            return new Turn(ready, Optional.empty());
        }
        // A lease that has not begun yet, as that of a leader which nobody has answered, has not run out.
        boolean news = !withheld && (handedOver || standing.heardNanos().isPresent());
        withheld |= news;
        return new Turn(ready, news ? Optional.of(new LeaseRanOut(term, guard.leaseNanos())) : Optional.empty());
    }

    /** Thesis §6.4.1: the lease counts from when the heartbeat was <em>sent</em> that a quorum acknowledged. */
    private boolean mayBegin(Standing standing, long doneNanos) {
        return guard.kind() != StoreGuard.Kind.LEASE
                || standing.heardNanos().isPresent()
                        && doneNanos <= standing.heardNanos().getAsLong() + guard.leaseNanos();
    }
}
