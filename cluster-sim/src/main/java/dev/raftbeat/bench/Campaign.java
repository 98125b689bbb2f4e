package dev.raftbeat.bench;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How the campaign that won an election spent its time, from the moment at which its timer was due to its leader's own
 * word. All stamps are of the one monotonic clock that the processes of a machine share. The times before the total add up
 * to it.
 *
 * @param latenessNanos until the node told that its timer had fired
 * @param preVoteNanos until it began to save its vote for itself: a round of PreVote, where that is on
 * @param ownSaveNanos until that was durable
 * @param voteNanos until it told that it leads, without the save of the voter that made the quorum
 * @param voterSaveNanos that save; empty where the node's own vote was enough
 */
record Campaign(long latenessNanos, long preVoteNanos, long ownSaveNanos, long voteNanos, OptionalLong voterSaveNanos) {
    long totalNanos() {
        return latenessNanos + preVoteNanos + ownSaveNanos + voteNanos + voterSaveNanos.orElse(0);
    }

    /** Whether this is one of the facts that {@link #of} asks for. */
    static boolean matters(StampedFact fact) {
        return fact.fact() instanceof TimerArmed
                || fact.fact() instanceof TimerFired
                || fact.fact() instanceof SaveBegan
                || fact.fact() instanceof BallotSaved
                || fact.fact() instanceof VoteCounted;
    }

    /**
     * The campaign that made this leader; empty when no timer began it, or when its facts are not whole.
     *
     * @param facts in the order of time
     * @param elected a {@link BecameLeader}
     */
    static Optional<Campaign> of(List<StampedFact> facts, StampedFact elected) {
        NodeId winner = elected.node();
        long term = ((BecameLeader) elected.fact()).term();
        List<StampedFact> before =
                facts.stream().filter(fact -> fact.tNanos() <= elected.tNanos()).toList();
        Optional<StampedFact> began =
                last(before, winner, fact -> fact.fact() instanceof SaveBegan save && save.term() == term);
        Optional<StampedFact> saved = last(before, winner, fact -> isSave(fact, term));
        if (began.isEmpty() || saved.isEmpty()) {
            return Optional.empty();
        }
        List<StampedFact> waiting = before.stream()
                .filter(fact -> fact.tNanos() <= began.get().tNanos())
                .toList();
        // A timer that was armed since, for another reason than the campaign, means that something else began this one.
        Optional<StampedFact> fired = last(waiting, winner, fact -> fact.fact() instanceof TimerFired || endsWait(fact))
                .filter(fact -> fact.fact() instanceof TimerFired);
        Optional<StampedFact> armed =
                fired.flatMap(StampedFact::cause).flatMap(id -> last(waiting, winner, fact -> isArming(fact, id)));
        if (armed.isEmpty()) {
            return Optional.empty();
        }
        long due = ((TimerArmed) armed.get().fact()).dueNanos();
        OptionalLong voterSave = decisiveVoter(before, winner, term)
                .flatMap(voter -> last(before, voter, fact -> isSave(fact, term)))
                .map(fact -> OptionalLong.of(((BallotSaved) fact.fact()).tookNanos()))
                .orElse(OptionalLong.empty());
        return Optional.of(new Campaign(
                fired.get().tNanos() - due,
                began.get().tNanos() - fired.get().tNanos(),
                saved.get().tNanos() - began.get().tNanos(),
                elected.tNanos() - saved.get().tNanos() - voterSave.orElse(0),
                voterSave));
    }

    private static boolean isSave(StampedFact fact, long term) {
        return fact.fact() instanceof BallotSaved saved && saved.term() == term;
    }

    private static boolean endsWait(StampedFact fact) {
        return fact.fact() instanceof TimerArmed armed && armed.reason() != ArmReason.CAMPAIGN;
    }

    private static boolean isArming(StampedFact fact, FactId id) {
        return fact.fact() instanceof TimerArmed && fact.id().equals(id);
    }

    /** Whose vote it was by which the quorum was reached, if it was not the winner's own. */
    private static Optional<NodeId> decisiveVoter(List<StampedFact> before, NodeId winner, long term) {
        return last(before, winner, fact -> isDecisive(fact, term))
                .map(fact -> ((VoteCounted) fact.fact()).voter())
                .filter(voter -> !voter.equals(winner));
    }

    private static boolean isDecisive(StampedFact fact, long term) {
        return fact.fact() instanceof VoteCounted counted
                && !counted.preVote()
                && counted.term() == term
                && counted.have() == counted.need();
    }

    private static Optional<StampedFact> last(List<StampedFact> facts, NodeId node, Predicate<StampedFact> wanted) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            StampedFact fact = facts.get(i);
            if (fact.node().equals(node) && wanted.test(fact)) {
                return Optional.of(fact);
            }
        }
        return Optional.empty();
    }
}
