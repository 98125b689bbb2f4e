package dev.raftbeat.check.liveness;

import dev.raftbeat.check.LivenessProperty;
import dev.raftbeat.check.judge.Judge;
import java.util.List;

/** All the liveness properties that are judged. */
public final class Liveness {
    private Liveness() {}

    /**
     * A fresh set, in the order of their ids. They share what they have heard: feed each of them all facts, as a
     * {@link Judge} does, and end the run for each.
     */
    public static List<LivenessProperty> all() {
        OrderedFacts chronicle = new OrderedFacts();
        return List.of(
                new EventualLeader(chronicle),
                new StableLeader(chronicle),
                new NoDisruptionOnReturn(chronicle),
                new BoundedTerms(chronicle),
                new FailoverTimes(chronicle),
                new StaleLeader(chronicle),
                new SplitVotes(chronicle),
                new NoQuorumNoLeader(chronicle));
    }
}
