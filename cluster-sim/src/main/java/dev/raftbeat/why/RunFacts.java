package dev.raftbeat.why;

import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All facts of a run, by who told them, and what the world did. */
final class RunFacts {
    static final Comparator<StampedFact> BY_TIME = Comparator.comparingLong(StampedFact::tNanos)
            .thenComparing(fact -> !fact.node().equals(NodeId.WORLD))
            .thenComparingLong(StampedFact::lamport)
            .thenComparing(StampedFact::node)
            .thenComparingInt(StampedFact::boot)
            .thenComparingLong(StampedFact::seq);

    /** More than one fact in a row tells of trust in facts that somebody made up alone. */
    private static final int TRUSTED_MAX = 10;

    private final SortedMap<NodeId, TreeMap<Integer, NodeLife>> lanes = new TreeMap<>();
    private final SortedSet<NodeId> members = new TreeSet<>();
    private final List<FaultPeriod> spells = new ArrayList<>();
    /** The places of those that last, by the number of the fault. */
    private final SortedMap<Long, List<Integer>> open = new TreeMap<>();

    private final List<StampedFact> processes = new ArrayList<>();
    private final List<Tenure> tenures = new ArrayList<>();
    private final List<StampedFact> elections = new ArrayList<>();
    private final SortedMap<NodeId, TreeMap<Long, StampedFact>> campaigns = new TreeMap<>();
    final long firstNanos;
    final boolean factsLost;

    RunFacts(Excerpt excerpt) {
        List<StampedFact> byTime = excerpt.facts();
        byTime.sort(BY_TIME);
        firstNanos = excerpt.firstNanos();
        factsLost = excerpt.factsLost();
        for (StampedFact fact : byTime) {
            lane(fact.node(), fact.boot()).take(fact);
            note(fact);
        }
        for (StampedFact fact : byTime) {
            endOfMessage(fact);
        }
        byTime.stream().filter(fact -> fact.fact() instanceof BecameLeader).forEach(this::tenure);
    }

    private void note(StampedFact stamped) {
        Fact fact = stamped.fact();
        if (fact instanceof Booted booted) {
            members.addAll(booted.members());
        } else if (fact instanceof BecameCandidate candidate) {
            elections.add(stamped);
            campaigns
                    .computeIfAbsent(stamped.node(), ignored -> new TreeMap<>())
                    .putIfAbsent(candidate.term(), stamped);
        } else if (fact instanceof FaultBegan began) {
            open.computeIfAbsent(began.fault(), ignored -> new ArrayList<>()).add(spells.size());
            spells.add(new FaultPeriod(
                    stamped, began, Phrases.line(began, members), began.nodes(), began.links(), Long.MAX_VALUE));
        } else if (fact instanceof FaultNarrowed narrowed) {
            narrow(narrowed, stamped.tNanos());
        } else if (fact instanceof FaultEnded ended) {
            for (int place : Optional.ofNullable(open.remove(ended.fault())).orElse(List.of())) {
                spells.set(place, spells.get(place).endedAt(stamped.tNanos()));
            }
        } else if (fact instanceof ProcessBegan || fact instanceof ProcessEnded) {
            processes.add(stamped);
        }
    }

    private void narrow(FaultNarrowed narrowed, long tNanos) {
        for (int place : open.getOrDefault(narrowed.fault(), List.of())) {
            FaultPeriod spell = spells.get(place);
            FaultPeriod left = spell.left(narrowed);
            // The same is told, too, of one that others than before obey.
            if (!left.equals(spell)) {
                spells.set(place, left);
                spells.add(spell.without(left).endedAt(tNanos));
            }
        }
    }

    private void endOfMessage(StampedFact stamped) {
        if (stamped.fact() instanceof MessageDelivered delivered) {
            lane(delivered.id().node(), delivered.id().boot()).ended(delivered.id(), stamped);
        } else if (stamped.fact() instanceof MessageLost lost) {
            lane(lost.id().node(), lost.id().boot()).ended(lost.id(), stamped);
        }
    }

    private void tenure(StampedFact began) {
        NodeLife lane = lane(began.node(), began.boot());
        long term = ((BecameLeader) began.fact()).term();
        Optional<StampedFact> down = lane.firstAfter(began.seq(), SteppedDown.class::isInstance);
        Optional<StampedFact> ended = down.or(() -> deathAfter(began.node(), began.tNanos()));
        tenures.add(new Tenure(
                lane,
                term,
                began,
                ended,
                ended.map(StampedFact::tNanos).orElseGet(() -> nextLife(lane).orElse(Long.MAX_VALUE))));
    }

    private Optional<Long> nextLife(NodeLife lane) {
        return Optional.ofNullable(lanes.get(lane.node).higherEntry(lane.boot))
                .flatMap(next -> next.getValue().first())
                .map(StampedFact::tNanos);
    }

    private NodeLife lane(NodeId node, int boot) {
        return lanes.computeIfAbsent(node, ignored -> new TreeMap<>())
                .computeIfAbsent(boot, ignored -> new NodeLife(node, boot));
    }

    NodeLife laneOf(StampedFact fact) {
        return lane(fact.node(), fact.boot());
    }

    /** The life before this one, if any of it was told. */
    Optional<NodeLife> lifeBefore(NodeLife lane) {
        return Optional.ofNullable(lanes.get(lane.node).lowerEntry(lane.boot)).map(entry -> entry.getValue());
    }

    /** The life that a node was in at this time. */
    Optional<NodeLife> lifeAt(NodeId node, long tNanos) {
        NodeLife found = null;
        for (NodeLife lane : lanes.getOrDefault(node, new TreeMap<>()).values()) {
            if (lane.first().filter(fact -> fact.tNanos() <= tNanos).isPresent()) {
                found = lane;
            }
        }
        return Optional.ofNullable(found);
    }

    Optional<StampedFact> fact(FactId id) {
        return Optional.ofNullable(lanes.get(id.node()))
                .flatMap(lives -> Optional.ofNullable(lives.get(id.boot())))
                .flatMap(lane -> lane.at(id.seq()));
    }

    /** What triggered a fact. That a peer is trusted again is told on the way, and triggers nothing. */
    Optional<StampedFact> cause(StampedFact fact) {
        Optional<StampedFact> cause = fact.cause().flatMap(this::fact);
        for (int i = 0;
                i < TRUSTED_MAX
                        && cause.filter(one -> one.fact() instanceof PeerTrusted)
                                .isPresent();
                i++) {
            cause = cause.get().cause().flatMap(this::fact);
        }
        return cause;
    }

    SortedSet<NodeId> members() {
        return members;
    }

    int quorum() {
        return Quorum.of(members.size());
    }

    List<FaultPeriod> spells() {
        return spells;
    }

    Optional<FaultPeriod> spell(FactId began) {
        return spells.stream().filter(spell -> spell.began().id().equals(began)).findFirst();
    }

    List<Tenure> tenures() {
        return tenures;
    }

    List<StampedFact> elections() {
        return elections;
    }

    /** The first campaign of a node in a term. */
    Optional<StampedFact> campaign(NodeId node, long term) {
        return Optional.ofNullable(campaigns.get(node)).flatMap(all -> Optional.ofNullable(all.get(term)));
    }

    /** The end of the node's process at this time or later, before it is started again. */
    Optional<StampedFact> deathAfter(NodeId node, long tNanos) {
        for (StampedFact process : processes) {
            if (process.tNanos() >= tNanos
                    && process.fact() instanceof ProcessEnded ended
                    && ended.target().equals(node)) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }

    /** The end of the node's process, if it has none at this time. */
    Optional<StampedFact> deadAt(NodeId node, long tNanos) {
        StampedFact last = null;
        for (StampedFact process : processes) {
            boolean its = process.fact() instanceof ProcessEnded ended
                            && ended.target().equals(node)
                    || process.fact() instanceof ProcessBegan began
                            && began.target().equals(node);
            last = its && process.tNanos() <= tNanos ? process : last;
        }
        return Optional.ofNullable(last).filter(process -> process.fact() instanceof ProcessEnded);
    }
}
