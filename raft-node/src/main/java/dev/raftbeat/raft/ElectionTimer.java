package dev.raftbeat.raft;

import dev.raftbeat.protocol.TimerFact.ArmReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The election timer as data.
 *
 * @param armed what it waits for; empty before the start, and while leading
 * @param alignedNanos the one timeout used instead of drawn ones, while timers are aligned
 * @param draws how many timeouts were asked for in this life
 */
public record ElectionTimer(Optional<Armed> armed, OptionalLong alignedNanos, long draws) {
    static final ElectionTimer UNUSED = new ElectionTimer(Optional.empty(), OptionalLong.empty(), 0);

    /**
     * @param reason why it was armed
     * @param drawNanos the timeout
     * @param dueNanos when it fires, on the node's own clock
     */
    public record Armed(ArmReason reason, long drawNanos, long dueNanos) {}

    /** Whether it waits because the leader's process is known to be gone. */
    boolean isOnProof() {
        return armed.isPresent() && armed.get().reason() == ArmReason.PROOF;
    }

    ElectionTimer arm(Armed next) {
        return new ElectionTimer(Optional.of(next), alignedNanos, draws + 1);
    }

    ElectionTimer disarm() {
        return new ElectionTimer(Optional.empty(), alignedNanos, draws);
    }

    ElectionTimer align(OptionalLong nanos) {
        return new ElectionTimer(armed, nanos, draws);
    }
}
