package dev.raftbeat.record;

import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A recording in memory, to be gone through in both directions: all facts in the order of time, which begins with 0 at the
 * first of them. At most {@link #factsMax} facts; of a longer recording, the beginning.
 *
 * @param members of the cluster, as far as anybody told
 * @param facts in the order of time; those of one node in their own order
 * @param leftOut how many facts of a recording that is too long are not in it
 */
public record RecordedRun(List<NodeId> members, List<StampedFact> facts, RecordingDefects flaws, long leftOut) {
    /** However much memory there is. */
    public static final int FACTS_MAX = 1_000_000;

    /** What a fact takes, with the tables in which it is looked up. */
    private static final int FACT_BYTES = 1_000;

    public RecordedRun {
        members = List.copyOf(members);
        facts = List.copyOf(facts);
    }

    /** How many facts are held at once: {@value #FACTS_MAX}, or fewer where Java may use less than a gigabyte. */
    public static int factsMax() {
        return (int) Math.max(1_000, Math.min(FACTS_MAX, Runtime.getRuntime().maxMemory() / FACT_BYTES));
    }

    /** @throws RecordingException when there is no fact in it */
    public static RecordedRun of(Recording recording) throws RecordingException {
        int factsMax = factsMax();
        List<StampedFact> read = new ArrayList<>();
        TreeSet<NodeId> members = new TreeSet<>();
        long[] left = {0};
        RecordingDefects flaws = recording.tellTo(fact -> {
            if (read.size() >= factsMax) {
                left[0]++;
                return;
            }
            read.add(fact);
            if (fact.node().isMember()) {
                members.add(fact.node());
            }
            if (fact.fact() instanceof Booted booted) {
                members.addAll(booted.members());
            }
        });
        read.sort(LeaderHistory.BY_TIME);
        long first = read.get(0).tNanos();
        read.replaceAll(fact -> since(first, fact));
        return new RecordedRun(List.copyOf(members), read, flaws, left[0]);
    }

    private static StampedFact since(long first, StampedFact fact) {
        // A node's own clock is that of its host unless it was skewed, and then whoever shows it works around it.
        Fact what = fact.fact() instanceof TimerArmed armed
                ? new TimerArmed(armed.reason(), armed.drawNanos(), armed.dueNanos() - first)
                : fact.fact();
        return new StampedFact(
                fact.tNanos() - first, fact.node(), fact.boot(), fact.seq(), fact.lamport(), fact.cause(), what);
    }

    /** When the last fact was told. */
    public long endNanos() {
        return facts.get(facts.size() - 1).tNanos();
    }
}
