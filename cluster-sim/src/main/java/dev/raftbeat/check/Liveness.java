package dev.raftbeat.check;

import java.util.List;

/** All the liveness properties that are judged. */
public final class Liveness {
    private Liveness() {}

    /**
     * A fresh set, in the order of their ids. They share what they have heard: feed each of them all facts, as a
     * {@link Judge} does, and end the run for each.
     */
    public static List<LivenessProperty> all() {
        Chronicle chronicle = new Chronicle();
        return List.of(
                new EventualLeader(chronicle),
                new StableLeader(chronicle),
                new QuietReturn(chronicle),
                new BoundedTerms(chronicle),
                new FailoverTimes(chronicle),
                new StaleLeader(chronicle),
                new SplitVotes(chronicle),
                new NoQuorumNoLeader(chronicle));
    }
}
