package dev.raftbeat.bench;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.world.Leading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the recorded facts say about what followed each blow to a leader. Facts come in the order of time. */
final class FailoverLog implements FactSink {
    private final List<StampedFact> facts = new ArrayList<>();
    private final History history = new History();
    /** Each leader of a term that a quorum followed, at the first moment of it. */
    private final Map<Leading, Long> followedAt = new LinkedHashMap<>();

    @Override
    public void tell(StampedFact fact) {
        history.hear(fact);
        history.nameOf(history.leader())
                .ifPresent(leader -> followedAt.putIfAbsent(new Leading(leader, history.leaderTerm()), fact.tNanos()));
        if (fact.fact() instanceof BecameLeader || fact.fact() instanceof SteppedDown || Campaign.matters(fact)) {
            facts.add(fact);
        }
    }

    /**
     * What followed a blow.
     *
     * @param bestNanos from the blow to the moment at which the first of the others' timers, as they were armed then, was
     *     due: no election by time-out can begin earlier
     * @param electedNanos from the blow to the new leader's own word
     * @param followedNanos from the blow to the moment at which a quorum had heard it
     * @param campaign how the new leader spent its time from its timer on; empty when no timer began it
     */
    record Failover(long bestNanos, long electedNanos, long followedNanos, Optional<Campaign> campaign) {}

    Optional<Failover> after(long blowNanos, NodeId victim) {
        OptionalLong best = earliestDue(blowNanos, victim);
        Optional<StampedFact> elected = facts.stream()
                .filter(fact -> fact.tNanos() > blowNanos && !fact.node().equals(victim))
                .filter(fact -> fact.fact() instanceof BecameLeader)
                .findFirst();
        if (best.isEmpty() || elected.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Failover(
                best.getAsLong() - blowNanos,
                elected.get().tNanos() - blowNanos,
                followed(elected.get()) - blowNanos,
                Campaign.of(facts, elected.get())));
    }

    /** A heartbeat that was under way when the leader fell still counts: timers armed within a moment of the blow. */
    private OptionalLong earliestDue(long blowNanos, NodeId victim) {
        Map<NodeId, Long> due = new TreeMap<>();
        for (StampedFact fact : facts) {
            if (fact.tNanos() > blowNanos + UNDER_WAY_NANOS) {
                break;
            }
            if (fact.fact() instanceof TimerArmed armed && !fact.node().equals(victim)) {
                due.put(fact.node(), fact.tNanos() + armed.drawNanos());
            }
        }
        return due.values().stream().mapToLong(Long::longValue).min();
    }

    private static final long UNDER_WAY_NANOS = 5_000_000;

    private long followed(StampedFact elected) {
        long term = ((BecameLeader) elected.fact()).term();
        return followedAt.getOrDefault(new Leading(elected.node(), term), elected.tNanos());
    }

    /** From the moment at which a frozen leader was let go to its own word that it leads no more. */
    OptionalLong stepDownAfter(long thawNanos, NodeId node) {
        return facts.stream()
                .filter(fact -> fact.tNanos() > thawNanos && fact.node().equals(node))
                .filter(fact -> fact.fact() instanceof SteppedDown)
                .mapToLong(fact -> fact.tNanos() - thawNanos)
                .findFirst();
    }

    /** How long ballots took to become durable. */
    Distribution saves() {
        Distribution saves = new Distribution();
        facts.forEach(fact -> {
            if (fact.fact() instanceof BallotSaved saved) {
                saves.add(saved.tookNanos());
            }
        });
        return saves;
    }
}
