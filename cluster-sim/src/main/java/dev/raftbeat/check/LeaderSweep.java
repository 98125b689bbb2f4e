package dev.raftbeat.check;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a sweep over the facts in the order of time knows at one moment, and what it has found so far. */
final class LeaderSweep {
    static final int KEPT = 4_096;

    /** What a node believes and claims. */
    record Belief(int boot, boolean leads, long term, Optional<NodeId> leader) {
        static final Belief NONE = new Belief(0, false, 0, Optional.empty());
    }

    /** A term that somebody campaigned in. */
    record Election(long term, long tNanos, NodeId first) {}

    /** A stretch of time in which a quorum followed nobody. */
    record Gap(long fromNanos, long toNanos) {}

    final SortedMap<NodeId, Belief> beliefs = new TreeMap<>();
    final SortedSet<NodeId> members = new TreeSet<>();
    final SortedMap<Long, Election> elections = new TreeMap<>();
    final SortedMap<Long, Long> electedNanos = new TreeMap<>();
    final List<Reign> reigns = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final List<Failover> failovers = new ArrayList<>();
    final Damage damage;
    final LossWitness witness;
    long firstNanos = Long.MIN_VALUE;
    long gapSinceNanos;
    boolean followed;
    Optional<Reign> reign = Optional.empty();
    /** What the lists above no longer hold. */
    Totals forgotten = Totals.NONE;

    LeaderSweep() {
        damage = new Damage();
        witness = new LossWitness();
    }

    LeaderSweep(LeaderSweep other) {
        beliefs.putAll(other.beliefs);
        members.addAll(other.members);
        elections.putAll(other.elections);
        electedNanos.putAll(other.electedNanos);
        reigns.addAll(other.reigns);
        gaps.addAll(other.gaps);
        failovers.addAll(other.failovers);
        damage = new Damage(other.damage);
        witness = new LossWitness(other.witness);
        firstNanos = other.firstNanos;
        gapSinceNanos = other.gapSinceNanos;
        followed = other.followed;
        reign = other.reign;
        forgotten = other.forgotten;
    }

    int quorum() {
        return members.size() / 2 + 1;
    }

    Belief belief(NodeId node) {
        return beliefs.getOrDefault(node, Belief.NONE);
    }

    /** Compares who is followed now with who was, at the time of the fact that has just been taken in. */
    void settle(long tNanos) {
        Optional<Reign> now = findLeader(tNanos);
        if (now.isEmpty()) {
            if (followed) {
                followed = false;
                gapSinceNanos = tNanos;
            }
            return;
        }
        boolean goesOn = reign.filter(before -> before.leader().equals(now.get().leader())
                        && before.term() == now.get().term())
                .isPresent();
        if (goesOn && followed) {
            return;
        }
        long endNanos = followed ? tNanos : gapSinceNanos;
        if (!followed) {
            addGap(new Gap(gapSinceNanos, tNanos));
        }
        if (!goesOn) {
            reign.ifPresent(before -> succeed(before, endNanos, now.get()));
            reign = now;
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

    private Optional<Reign> findLeader(long tNanos) {
        Optional<Reign> found = Optional.empty();
        for (var entry : beliefs.entrySet()) {
            NodeId node = entry.getKey();
            Belief belief = entry.getValue();
            boolean later = found.isEmpty() || found.get().term() < belief.term();
            if (belief.leads() && later && !damage.isDown(node) && followers(node, belief.term()) >= quorum()) {
                found = Optional.of(new Reign(node, belief.term(), tNanos, Long.MAX_VALUE));
            }
        }
        return found;
    }

    private long followers(NodeId leader, long term) {
        return members.stream()
                .filter(member -> !damage.isDead(member))
                .map(this::belief)
                .filter(belief -> belief.term() == term && belief.leader().equals(Optional.of(leader)))
                .count();
    }
}
