package dev.raftbeat.check.failover;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.FactCoverage;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts facts of several nodes into the order of time before they are swept. They come in any order, so the newest
 * {@value #HORIZON_SECONDS} seconds are kept aside and swept anew for each question; what is older is settled. The clock
 * of one host decides, Lamport's where it shows the same time twice.
 */
public final class LeaderHistory {
    private static final int HORIZON_SECONDS = 10;
    private static final long HORIZON_NANOS = HORIZON_SECONDS * 1_000_000_000L;

    /** More than a cluster tells in that time: what is beyond is settled early. */
    private static final int RECENT_MAX = 20_000;

    public static final Comparator<StampedFact> BY_TIME = Comparator.comparingLong(StampedFact::tNanos)
            .thenComparing(fact -> !fact.node().equals(NodeId.WORLD))
            .thenComparingLong(StampedFact::lamport)
            .thenComparing(StampedFact::id, Check.BY_ID);

    private final SortedMap<NodeId, FactCoverage> hearings = new TreeMap<>();
    private final TreeSet<StampedFact> recent = new TreeSet<>(BY_TIME);
    private final LeaderSweep settled = new LeaderSweep();
    private LeaderSweep answer = new LeaderSweep();
    private boolean stale;
    private long newestNanos = Long.MIN_VALUE;

    void hear(StampedFact fact) {
        boolean news = fact.node().equals(NodeId.WORLD)
                || hearings.computeIfAbsent(fact.node(), ignored -> new FactCoverage())
                        .take(fact);
        if (!news) {
            return;
        }
        newestNanos = Math.max(newestNanos, fact.tNanos());
        if (Leadership.isTurn(fact.fact())) {
            recent.add(fact);
            stale = true;
        }
        while (!recent.isEmpty()
                && (newestNanos - recent.first().tNanos() > HORIZON_NANOS || recent.size() > RECENT_MAX)) {
            SweepStep.take(settled, recent.pollFirst());
        }
    }

    /** The sweep over all that was heard; not to be changed. */
    LeaderSweep sweep() {
        if (stale) {
            answer = new LeaderSweep(settled);
            recent.forEach(fact -> SweepStep.take(answer, fact));
            stale = false;
        }
        return answer;
    }

    /** The time of the newest fact; the least of all longs before the first. */
    long newestNanos() {
        return newestNanos;
    }
}
