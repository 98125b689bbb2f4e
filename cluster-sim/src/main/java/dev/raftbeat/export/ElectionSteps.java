package dev.raftbeat.export;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One election with the facts that its campaigns went through.
 *
 * @param number as {@code election N} names it
 * @param campaigns in the order of time, at least one
 * @param elected the {@code BecameLeader} of its term; empty when nobody was elected
 */
record ElectionSteps(long number, long term, List<Campaign> campaigns, Optional<StampedFact> elected) {
    ElectionSteps {
        campaigns = List.copyOf(campaigns);
    }

    /**
     * One node's campaign. What it did not go through, or was not told, is empty.
     *
     * @param began its {@code BecameCandidate}
     * @param timer the {@code TimerFired} that it began with
     * @param preVote its {@code BecamePreCandidate}
     * @param saved the {@code BallotSaved} with its vote for itself
     * @param counted its {@code VoteCounted} of this term, those of promises left out
     */
    record Campaign(
            StampedFact began,
            Optional<StampedFact> timer,
            Optional<StampedFact> preVote,
            Optional<StampedFact> saved,
            List<StampedFact> counted) {}

    StampedFact first() {
        return campaigns.get(0).began();
    }

    /** What one node has told since it last followed or came up. */
    private static final class Told {
        private Optional<StampedFact> timer = Optional.empty();
        private Optional<StampedFact> preVote = Optional.empty();
        private Optional<StampedFact> saved = Optional.empty();
    }

    /** Gathers them, in one pass over the facts. */
    private static final class Gathering {
        private final Map<NodeId, Told> nodes = new TreeMap<>();
        private final Map<Long, List<Campaign>> campaigns = new LinkedHashMap<>();
        private final Map<Long, StampedFact> elected = new LinkedHashMap<>();

        void hear(StampedFact stamped) {
            Fact fact = stamped.fact();
            Told told = nodes.computeIfAbsent(stamped.node(), ignored -> new Told());
            if (fact instanceof BecameFollower || fact instanceof Booted) {
                nodes.remove(stamped.node());
            } else if (fact instanceof TimerFired) {
                told.timer = Optional.of(stamped);
                told.preVote = Optional.empty();
            } else if (fact instanceof BecamePreCandidate) {
                told.preVote = Optional.of(stamped);
            } else if (fact instanceof BallotSaved) {
                told.saved = Optional.of(stamped);
            } else if (fact instanceof BecameCandidate candidate) {
                campaigns
                        .computeIfAbsent(candidate.term(), ignored -> new ArrayList<>())
                        .add(campaign(stamped, candidate, told));
            } else if (fact instanceof VoteCounted counted && !counted.preVote()) {
                campaigns.getOrDefault(counted.term(), List.of()).stream()
                        .filter(one -> one.began().node().equals(stamped.node()))
                        .forEach(one -> one.counted().add(stamped));
            } else if (fact instanceof BecameLeader leader) {
                elected.putIfAbsent(leader.term(), stamped);
            }
        }

        private static Campaign campaign(StampedFact began, BecameCandidate candidate, Told told) {
            return new Campaign(
                    began,
                    candidate.transfer() ? Optional.empty() : told.timer,
                    told.preVote,
                    told.saved.filter(saved -> ((BallotSaved) saved.fact()).term() == candidate.term()),
                    new ArrayList<>());
        }
    }

    /** Those of a run around which everything is held, in the order of time. */
    static List<ElectionSteps> of(Excerpt excerpt, Why why) {
        Gathering gathering = new Gathering();
        why.facts().forEach(gathering::hear);
        List<ElectionSteps> all = new ArrayList<>();
        gathering.campaigns.forEach((term, campaigns) -> {
            StampedFact first = campaigns.get(0).began();
            if (excerpt.isWhole(first)) {
                all.add(new ElectionSteps(
                        why.election(first), term, campaigns, Optional.ofNullable(gathering.elected.get(term))));
            }
        });
        return all;
    }
}
