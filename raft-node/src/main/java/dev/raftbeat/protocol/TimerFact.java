package dev.raftbeat.protocol;

/** Facts about the election timer. */
public sealed interface TimerFact extends Fact permits TimerFact.TimerArmed, TimerFact.TimerFired {
    /** The only grounds on which an election timer may be armed (paper, Figure 2, "Rules for Servers"). */
    enum ArmReason {
        BOOT,
        HEARTBEAT,
        VOTE_GRANTED,
        CAMPAIGN,
        STEPPED_DOWN,
        SETTINGS,
        /** The leader's process is known to be gone, so a short wait takes the place of the timeout. */
        PROOF
    }

    /**
     * @param drawNanos the timeout that was drawn, or the wait of who has proof
     * @param dueNanos when it fires, on the node's own clock, which an injected skew may have moved
     */
    @Meaning(
            value = "The election timer was armed with a freshly drawn timeout, or a short wait on proof.",
            routine = true)
    record TimerArmed(ArmReason reason, long drawNanos, long dueNanos) implements TimerFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.timerArmed(this);
        }
    }

    /** @param lateNanos how long after its due time the node came to handle it */
    @Meaning(
            "The election timer ran out: no heartbeat, and no vote granted, for the whole timeout, or since there was proof.")
    record TimerFired(long drawNanos, long lateNanos) implements TimerFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.timerFired(this);
        }
    }
}
