package dev.raftbeat.check.safety;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.judge.Judge;
import java.util.List;

/** All the invariants that are judged. */
public final class Invariants {
    private Invariants() {}

    /**
     * A fresh set, in the order of their ids. Some share what they have worked out: give each fact to all that you keep
     * before the next, as a {@link Judge} does.
     */
    public static List<Invariant> all() {
        MessageEffects turns = new MessageEffects();
        return List.of(
                new ElectionSafety(),
                new OneVote(),
                new MonotoneTerm(),
                new RestartFidelity(),
                new QuorumOfVotes(),
                new DurableFirst(),
                new NewerTerms(turns),
                new HeartbeatObeyed(turns),
                new HonestReplies(turns),
                new TimerDiscipline(),
                new RightAddress(turns),
                new HarmlessPreVote(),
                new RecentLeader(turns),
                new StaleHeartbeat(),
                new StaleWrite(),
                new LastingVote());
    }
}
