package dev.raftbeat.check;

import java.util.List;

/** All the invariants that are judged. */
public final class Invariants {
    private Invariants() {}

    /** A fresh set, in the order of their ids. */
    public static List<Invariant> all() {
        return List.of(
                new ElectionSafety(),
                new OneVote(),
                new MonotoneTerm(),
                new RestartFidelity(),
                new QuorumOfVotes(),
                new DurableFirst(),
                new NewerTerms(),
                new HeartbeatObeyed(),
                new HonestReplies(),
                new TimerDiscipline(),
                new RightAddress(),
                new HarmlessPreVote(),
                new RecentLeader(),
                new StaleHeartbeat());
    }
}
