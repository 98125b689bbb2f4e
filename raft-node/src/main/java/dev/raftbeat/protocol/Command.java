package dev.raftbeat.protocol;

/** What the world may ask of a protocol while it runs. */
public sealed interface Command {
    /** Take these settings from now on; an armed election timer is drawn anew when its interval has changed. */
    record Configure(Settings settings) implements Command {}

    /** Let the election timer fire now. PreVote, where it is on, is obeyed. */
    record CampaignNow() implements Command {}

    /** Hand leadership to {@code target} (thesis §3.10); refused by a node that does not lead. */
    record TransferTo(NodeId target) implements Command {}

    /**
     * Use one fixed election timeout instead of drawn ones, and arm with it at once: aligned timers split votes.
     *
     * @param drawNanos the timeout, positive
     */
    record AlignTimer(long drawNanos) implements Command {
        /** @throws IllegalArgumentException when it would end after all times that can be told */
        public AlignTimer {
            if (drawNanos > Bounds.NANOS_MAX) {
                throw new IllegalArgumentException("a timeout has at most 2^61 ns");
            }
        }
    }

    /** Draw election timeouts at random again. */
    record SpreadTimer() implements Command {}

    /**
     * Stop as planned. A leader hands over first (thesis §3.10); everybody else is done at once. The node has done what it
     * could when it tells {@code Stopped}; whoever runs it lets it end then, or after {@link #NANOS_MAX}.
     */
    record Stop() implements Command {
        /** So long a leader may take to hand over. */
        public static final long NANOS_MAX = 200_000_000L;
    }
}
