package dev.raftbeat.check.failover;

import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a sweep over the facts in the order of time knows at one moment, and what it has found so far. */
final class LeaderSweep {
    static final int KEPT = 4_096;

    /** A term that somebody campaigned in. */
    record Election(long term, long tNanos, NodeId first) {}

    /** A stretch of time in which a quorum followed nobody. */
    record Gap(long fromNanos, long toNanos) {}

    final History history;
    final SortedMap<Long, Election> elections = new TreeMap<>();
    final SortedMap<Long, Long> electedNanos = new TreeMap<>();
    final List<Reign> reigns = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final List<Failover> failovers = new ArrayList<>();
    final LossWitness witness;
    long firstNanos = Long.MIN_VALUE;
    long gapSinceNanos;
    boolean followed;
    Optional<Reign> reign = Optional.empty();
    /** What the lists above no longer hold. */
    Totals forgotten = Totals.NONE;

    LeaderSweep() {
        history = new History();
        witness = new LossWitness();
    }

    LeaderSweep(LeaderSweep other) {
        history = other.history.copy();
        elections.putAll(other.elections);
        electedNanos.putAll(other.electedNanos);
        reigns.addAll(other.reigns);
        gaps.addAll(other.gaps);
        failovers.addAll(other.failovers);
        witness = new LossWitness(other.witness);
        firstNanos = other.firstNanos;
        gapSinceNanos = other.gapSinceNanos;
        followed = other.followed;
        reign = other.reign;
        forgotten = other.forgotten;
    }

    /** Compares who is followed now with who was, at the time of the fact that has just been taken in. */
    void settle(long tNanos) {
        int now = history.leader();
        if (now == Leadership.NOBODY) {
            if (followed) {
                followed = false;
                gapSinceNanos = tNanos;
            }
            return;
        }
        long term = history.leaderTerm();
        boolean goesOn = reign.isPresent()
                && reign.get().term() == term
                && reign.get().leader().equals(history.name(now));
        if (goesOn && followed) {
            return;
        }
        long endNanos = followed ? tNanos : gapSinceNanos;
        if (!followed) {
            addGap(new Gap(gapSinceNanos, tNanos));
        }
        if (!goesOn) {
            Reign next = new Reign(history.name(now), term, tNanos, Long.MAX_VALUE);
            reign.ifPresent(before -> succeed(before, endNanos, next));
            reign = Optional.of(next);
            witness.newReign();
        }
        followed = true;
    }

    private void addGap(Gap gap) {
        gaps.add(gap);
        if (gaps.size() > KEPT) {
            forgotten = forgotten.plusLeaderless(gaps.remove(0));
        }
    }

    private void succeed(Reign before, long endNanos, Reign after) {
        reigns.add(new Reign(before.leader(), before.term(), before.fromNanos(), endNanos));
        if (reigns.size() > KEPT) {
            reigns.remove(0);
        }
        long elected = electedNanos.getOrDefault(after.term(), after.fromNanos());
        failovers.add(witness.judge(this, before, endNanos, after, elected));
        if (failovers.size() > KEPT) {
            forgotten = forgotten.plus(failovers.remove(0).judgement());
        }
        electedNanos.headMap(after.term()).clear();
    }

    void campaigned(NodeId node, long term, long tNanos) {
        elections.putIfAbsent(term, new Election(term, tNanos, node));
        if (elections.size() > KEPT) {
            Election oldest = elections.remove(elections.firstKey());
            forgotten = forgotten.plusElection(reigned(oldest.term()));
        }
    }

    /** Whether somebody led in this term and a quorum followed. */
    boolean reigned(long term) {
        return reign.filter(now -> now.term() == term).isPresent()
                || reigns.stream().anyMatch(past -> past.term() == term);
    }
}
