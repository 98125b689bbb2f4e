package dev.raftbeat.why;

import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.history.FaultLog;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.MessageEnds;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All facts of a run, by who told them, and what the world did. */
final class RunFacts {
    /** More than one fact in a row tells of trust in facts that somebody made up alone. */
    private static final int TRUSTED_MAX = 10;

    /** A kill is told when it is asked for, and what it kills may tell a little more. */
    private static final long DYING_NANOS = 1_000_000_000L;

    private final SortedMap<NodeId, TreeMap<Integer, NodeLife>> lives = new TreeMap<>();
    private final SortedSet<NodeId> members = new TreeSet<>();
    private final FaultLog faults = new FaultLog();
    private final MessageEnds ends = new MessageEnds();
    /** What the world told of processes. */
    private final List<StampedFact> processes = new ArrayList<>();

    private final List<Tenure> tenures = new ArrayList<>();
    private final List<StampedFact> campaigns = new ArrayList<>();
    private final Map<String, StampedFact> campaignsByTerm = new LinkedHashMap<>();
    /** All of them, in the order of time. */
    final List<StampedFact> byTime;

    final long firstNanos;
    final boolean factsLost;

    RunFacts(Excerpt excerpt) {
        byTime = excerpt.facts();
        byTime.sort(LeaderHistory.BY_TIME);
        firstNanos = excerpt.firstNanos();
        factsLost = excerpt.factsLost();
        byTime.forEach(this::take);
        lives.values().forEach(all -> all.values().forEach(NodeLife::sort));
        byTime.stream().filter(fact -> fact.fact() instanceof BecameLeader).forEach(this::tenure);
    }

    private void take(StampedFact fact) {
        lifeOf(fact).take(fact);
        faults.hear(fact);
        ends.hear(fact);
        if (fact.fact() instanceof Booted booted) {
            members.addAll(booted.members());
        } else if (fact.fact() instanceof BecameCandidate candidate) {
            campaigns.add(fact);
            campaignsByTerm.putIfAbsent(fact.node() + " " + candidate.term(), fact);
        } else if (fact.fact() instanceof ProcessBegan || fact.fact() instanceof ProcessEnded) {
            processes.add(fact);
        }
    }

    private void tenure(StampedFact began) {
        NodeLife life = lifeOf(began);
        Optional<StampedFact> down = life.firstAfter(began.seq(), SteppedDown.class::isInstance);
        Optional<StampedFact> ended = down.or(() -> deathAfter(began.node(), began.tNanos()));
        long toNanos = ended.or(() -> Optional.ofNullable(lives.get(life.node).higherEntry(life.boot))
                        .flatMap(next -> next.getValue().first()))
                .map(StampedFact::tNanos)
                .orElse(Long.MAX_VALUE);
        if (down.isEmpty()) {
            toNanos = killOf(life)
                    .filter(kill -> kill.does(FaultEffect.Kind.ENDS))
                    .map(kill -> Math.max(began.tNanos(), kill.fromNanos()))
                    .orElse(toNanos);
        }
        tenures.add(new Tenure(life, ((BecameLeader) began.fact()).term(), began, ended, toNanos));
    }

    NodeLife lifeOf(StampedFact fact) {
        return lives.computeIfAbsent(fact.node(), ignored -> new TreeMap<>())
                .computeIfAbsent(fact.boot(), boot -> new NodeLife(fact.node(), boot));
    }

    /**
     * The line that ended this life, by a kill or as planned: the first that ends its node and behind which it told no more. The word that its
     * process is gone may come seconds later, or never: whoever reaps it may have other things to do.
     */
    Optional<FaultSpan> killOf(NodeLife life) {
        long first = life.first().map(StampedFact::tNanos).orElse(Long.MAX_VALUE);
        long last = life.last().map(StampedFact::tNanos).orElse(Long.MAX_VALUE);
        return faults().stream()
                .filter(span -> span.does(FaultEffect.Kind.ENDS) || span.does(FaultEffect.Kind.STOPS))
                .filter(span -> span.touches(life.node))
                .filter(span -> span.fromNanos() >= first && last - span.fromNanos() <= DYING_NANOS)
                .min(Comparator.comparingLong(FaultSpan::fromNanos));
    }

    /** The life whose process this fact says to be gone. */
    Optional<NodeLife> lifeEndedBy(StampedFact ended) {
        return lives.getOrDefault(((ProcessEnded) ended.fact()).target(), new TreeMap<>()).values().stream()
                .filter(life -> life.last()
                        .filter(last -> last.tNanos() <= ended.tNanos() + DYING_NANOS)
                        .isPresent())
                .reduce((first, second) -> second);
    }

    Optional<NodeLife> life(NodeId node, int boot) {
        return Optional.ofNullable(lives.get(node)).map(all -> all.get(boot));
    }

    /** The life before this one, if any of it was told. */
    Optional<NodeLife> lifeBefore(NodeLife life) {
        return Optional.ofNullable(lives.get(life.node).lowerEntry(life.boot)).map(Map.Entry::getValue);
    }

    /** The life that a node was in at this time. */
    Optional<NodeLife> lifeAt(NodeId node, long tNanos) {
        return lives.getOrDefault(node, new TreeMap<>()).values().stream()
                .filter(life ->
                        life.first().filter(fact -> fact.tNanos() <= tNanos).isPresent())
                .reduce((first, second) -> second);
    }

    Optional<StampedFact> fact(FactId id) {
        return Optional.ofNullable(lives.get(id.node()))
                .flatMap(all -> Optional.ofNullable(all.get(id.boot())))
                .flatMap(life -> life.at(id.seq()));
    }

    /** What triggered a fact. That a peer is trusted again is told on the way, and triggers nothing. */
    Optional<StampedFact> cause(StampedFact fact) {
        Optional<StampedFact> cause = fact.cause().flatMap(this::fact);
        for (int i = 0; i < TRUSTED_MAX && is(cause, PeerTrusted.class); i++) {
            cause = cause.get().cause().flatMap(this::fact);
        }
        return cause;
    }

    /** What triggered a fact, if that is of this kind. */
    Optional<StampedFact> cause(StampedFact fact, Class<?> kind) {
        Optional<StampedFact> cause = cause(fact);
        return is(cause, kind) ? cause : Optional.empty();
    }

    private static boolean is(Optional<StampedFact> fact, Class<?> kind) {
        return fact.isPresent() && kind.isInstance(fact.get().fact());
    }

    /** What became of a message. */
    Optional<StampedFact> end(StampedFact sent) {
        return ends.endOf(sent.id());
    }

    SortedSet<NodeId> members() {
        return members;
    }

    int quorum() {
        return Quorum.of(members.size());
    }

    List<FaultSpan> faults() {
        return faults.spans();
    }

    Optional<FaultSpan> fault(FactId began) {
        return faults().stream().filter(span -> span.began().id().equals(began)).findFirst();
    }

    List<Tenure> tenures() {
        return tenures;
    }

    /** The leadership of a term. */
    Optional<Tenure> tenure(long term) {
        return tenures.stream().filter(tenure -> tenure.term() == term).findFirst();
    }

    List<StampedFact> campaigns() {
        return campaigns;
    }

    /** The first campaign of a node in a term. */
    Optional<StampedFact> campaign(NodeId node, long term) {
        return Optional.ofNullable(campaignsByTerm.get(node + " " + term));
    }

    /** The end of the node's process at this time or later, before it is started again. */
    Optional<StampedFact> deathAfter(NodeId node, long tNanos) {
        return processes.stream()
                .filter(one -> one.tNanos() >= tNanos
                        && one.fact() instanceof ProcessEnded ended
                        && ended.target().equals(node))
                .findFirst();
    }

    /** The end of the node's process, if it has none at this time. */
    Optional<StampedFact> deadAt(NodeId node, long tNanos) {
        return processes.stream()
                .filter(one -> one.tNanos() <= tNanos && concerns(one, node))
                .reduce((first, second) -> second)
                .filter(one -> one.fact() instanceof ProcessEnded);
    }

    private static boolean concerns(StampedFact process, NodeId node) {
        return process.fact() instanceof ProcessEnded ended
                ? ended.target().equals(node)
                : ((ProcessBegan) process.fact()).target().equals(node);
    }
}
