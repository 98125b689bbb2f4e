package dev.raftbeat.why;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why somebody who asked for votes, or for promises of them, did not win. */
final class FailedCampaigns {
    /** From a message to the vote that it led to. Only facts that somebody made up go round in a circle. */
    private static final int CHAIN_MAX = 1_000;

    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    FailedCampaigns(RunFacts memory, Blame blame, Search search) {
        this.memory = memory;
        this.blame = blame;
        this.search = search;
    }

    /** What kept one peer's vote away; neither of both when it was given in time. */
    private record Obstacle(
            NodeId peer, Optional<CauseTrail> deed, Optional<DenialReason> denial, Optional<StampedFact> at) {
        static Obstacle none(NodeId peer) {
            return new Obstacle(peer, Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Obstacle of(NodeId peer, CauseTrail deed, StampedFact at) {
            return new Obstacle(peer, Optional.of(deed), Optional.empty(), Optional.of(at));
        }

        boolean stands() {
            return deed.isPresent() || denial.isPresent();
        }
    }

    /** Where it comes from that this campaign had not been won by then. */
    CauseTrail of(StampedFact campaign, long untilNanos) {
        CauseTrail own = search.campaign(campaign);
        NodeLife lane = memory.laneOf(campaign);
        Optional<StampedFact> died = memory.deathAfter(lane.node, campaign.tNanos())
                .filter(end -> end.tNanos() <= untilNanos && lifeEnds(lane, end));
        if (died.isPresent()) {
            return blame.death(died.get()).then(CauseStep.aside(died.get(), lane.node + " died before it could win"));
        }
        Optional<StampedFact> next = lane.firstAfter(
                campaign.seq(),
                fact -> fact instanceof BecameCandidate
                        || fact instanceof BecamePreCandidate
                        || fact instanceof BecameFollower);
        long end = Math.min(untilNanos, next.map(StampedFact::tNanos).orElse(Long.MAX_VALUE));
        List<Obstacle> obstacles = new ArrayList<>();
        for (NodeId peer : memory.members()) {
            if (!peer.equals(lane.node)) {
                obstacles.add(obstacle(campaign, lane, peer, next, end));
            }
        }
        return verdict(campaign, own, obstacles, end);
    }

    private boolean lifeEnds(NodeLife lane, StampedFact end) {
        return lane.last().filter(last -> last.tNanos() <= end.tNanos()).isPresent();
    }

    private CauseTrail verdict(StampedFact campaign, CauseTrail own, List<Obstacle> obstacles, long end) {
        long given = 1 + obstacles.stream().filter(one -> !one.stands()).count();
        // What the network does by itself delays a campaign; it does not bring one about.
        List<CauseTrail> deeds = obstacles.stream()
                .flatMap(one -> one.deed().stream())
                .filter(trail -> trail.origin().kind() != Origin.Kind.CHANCE)
                .toList();
        Optional<CauseTrail> fault = most(deeds);
        // In a split vote nobody can say whom those would have voted for who were not heard.
        boolean split = has(obstacles, DenialReason.ALREADY_VOTED);
        boolean decisive = fault.isPresent() && !split && given + deeds.size() >= memory.quorum();
        if (decisive && fault.get().decided()) {
            return fault.get()
                    .then(List.of(CauseStep.aside(campaign, Search.asks(campaign)), tally(campaign, obstacles, end)));
        }
        Optional<CauseTrail> denied = denied(campaign, obstacles, own);
        CauseTrail trail = denied.orElse(own);
        if (!trail.decided() && fault.isPresent()) {
            trail = fault.get();
        }
        return trail.then(tally(campaign, obstacles, end));
    }

    /** What decided denials go back to, where that is not the campaign's own occasion. */
    private Optional<CauseTrail> denied(StampedFact campaign, List<Obstacle> obstacles, CauseTrail own) {
        boolean split = has(obstacles, DenialReason.ALREADY_VOTED);
        Optional<FaultPeriod> aligned = blame.aligned(campaign.tNanos());
        if (split && aligned.isPresent()) {
            return Optional.of(aligned.get().trail().then(CauseStep.aside(campaign, Search.asks(campaign))));
        }
        if (has(obstacles, DenialReason.LOG_BEHIND)) {
            return blame.setting(campaign.tNanos(), "set log", "set defaults")
                    .map(FaultPeriod::trail)
                    .map(trail -> trail.then(CauseStep.aside(campaign, Search.asks(campaign))));
        }
        return Optional.of(own);
    }

    private static boolean has(List<Obstacle> obstacles, DenialReason reason) {
        return obstacles.stream().anyMatch(one -> one.denial().equals(Optional.of(reason)));
    }

    private static Optional<CauseTrail> most(List<CauseTrail> deeds) {
        return deeds.stream()
                .max(Comparator.<CauseTrail>comparingInt(trail -> trail.decided() ? 1 : 0)
                        .thenComparingLong(trail -> deeds.stream()
                                .filter(other -> other.origin().equals(trail.origin()))
                                .count()));
    }

    /** Who kept it from winning, in one sentence. */
    private CauseStep tally(StampedFact campaign, List<Obstacle> obstacles, long end) {
        SortedMap<String, List<NodeId>> why = new TreeMap<>();
        long given = 1;
        for (Obstacle one : obstacles) {
            if (one.stands()) {
                String text = one.denial().map(FailedCampaigns::words).orElse("did not answer in time");
                why.computeIfAbsent(text, ignored -> new ArrayList<>()).add(one.peer());
            } else {
                given++;
            }
        }
        List<String> parts = new ArrayList<>();
        why.forEach((text, peers) -> parts.add(Phrases.names(peers) + " " + text));
        String what = campaign.fact() instanceof BecameCandidate ? "vote" : "promise";
        String text = campaign.node() + " had " + given + " of the " + memory.quorum() + " " + what + "s it needed"
                + (parts.isEmpty() ? " only later" : ": " + String.join(", ", parts));
        boolean enough = given >= memory.quorum();
        String late = campaign.node() + " had not counted its " + what + "s yet";
        return new CauseStep(end, Optional.of(campaign.id()), enough ? late : text, false);
    }

    private static String words(DenialReason reason) {
        return switch (reason) {
            case STALE_TERM -> "knew a later term";
            case ALREADY_VOTED -> "had voted for another";
            case LOG_BEHIND -> "had a longer log";
            case RECENT_LEADER -> "heard a leader";
        };
    }

    private Obstacle obstacle(StampedFact campaign, NodeLife lane, NodeId peer, Optional<StampedFact> next, long end) {
        long before = next.map(StampedFact::seq).orElse(Long.MAX_VALUE);
        String kind = campaign.fact() instanceof BecameCandidate ? "RequestVote" : "PreVoteRequest";
        Optional<StampedFact> request = lane.sentBetween(peer, campaign.seq(), before).stream()
                .filter(sent -> ((MessageSent) sent.fact()).kind().equals(kind))
                .findFirst();
        if (request.isEmpty()) {
            Optional<FaultPeriod> disk = blame.disk(lane.node, campaign.tNanos(), end);
            return Obstacle.of(
                    peer,
                    disk.map(FaultPeriod::trail)
                            .orElseGet(() -> CauseTrail.undecided(
                                    "a request of " + lane.node + " to " + peer + " is not among the facts")),
                    campaign);
        }
        Optional<StampedFact> arrived = lane.end(request.get());
        Optional<Obstacle> under = underWay(peer, request.get(), lane.node, peer, arrived, end);
        return under.orElseGet(() -> answer(lane, peer, arrived.orElseThrow(), end));
    }

    /** Whether a message was lost, or did not arrive in time. */
    private Optional<Obstacle> underWay(
            NodeId peer, StampedFact sent, NodeId from, NodeId to, Optional<StampedFact> arrived, long end) {
        if (arrived.isPresent() && arrived.get().fact() instanceof MessageLost lost) {
            CauseTrail trail = lost.fault().isPresent()
                    ? lost.fault()
                            .flatMap(memory::spell)
                            .map(FaultPeriod::trail)
                            .orElseGet(() -> CauseTrail.undecided("the fault that lost it is not among the facts"))
                    : blame.unruledLoss(arrived.get());
            return Optional.of(Obstacle.of(peer, trail, arrived.get()));
        }
        if (arrived.isEmpty() || arrived.get().tNanos() > end) {
            CauseTrail trail = blame.pause(to, sent.tNanos(), end)
                    .or(() -> blame.onLink(from, to, sent.tNanos(), end))
                    .map(FaultPeriod::trail)
                    .or(() -> memory.deadAt(to, end).map(blame::death))
                    .orElseGet(() -> new CauseTrail(
                            Origin.of(Origin.Kind.CHANCE, sent, "the network's own delay; no fault was needed"),
                            List.of()));
            return Optional.of(Obstacle.of(peer, trail, sent));
        }
        return Optional.empty();
    }

    private Obstacle answer(NodeLife lane, NodeId peer, StampedFact delivered, long end) {
        NodeLife voter = memory.laneOf(delivered);
        Optional<StampedFact> vote = voter.firstAfter(delivered.seq(), fact -> isVote(fact, lane.node))
                .filter(fact -> leadsBackTo(fact, delivered.id()) && fact.tNanos() <= end);
        if (vote.isEmpty()) {
            CauseTrail trail = blame.disk(peer, delivered.tNanos(), end)
                    .or(() -> blame.pause(peer, delivered.tNanos(), end))
                    .map(FaultPeriod::trail)
                    .or(() -> memory.deadAt(peer, end).map(blame::death))
                    .orElseGet(() -> new CauseTrail(
                            Origin.of(
                                    Origin.Kind.CHANCE, delivered, "its ballot was not saved yet; no fault was needed"),
                            List.of()));
            return Obstacle.of(peer, trail, delivered);
        }
        Optional<DenialReason> denial = denial(vote.get().fact());
        if (denial.isPresent()) {
            return new Obstacle(peer, Optional.empty(), denial, vote);
        }
        Optional<StampedFact> reply = voter.sentBetween(lane.node, vote.get().seq(), Long.MAX_VALUE).stream()
                .filter(sent -> ((MessageSent) sent.fact()).kind().endsWith("VoteReply"))
                .findFirst();
        return reply.flatMap(sent -> underWay(peer, sent, peer, lane.node, voter.end(sent), end))
                .orElse(Obstacle.none(peer));
    }

    private static boolean isVote(Fact fact, NodeId candidate) {
        return fact instanceof VoteFact
                && (fact instanceof VoteFact.VoteGranted granted
                                && granted.candidate().equals(candidate)
                        || fact instanceof VoteFact.PreVoteGranted promised
                                && promised.candidate().equals(candidate)
                        || fact instanceof VoteDenied denied
                                && denied.candidate().equals(candidate)
                        || fact instanceof PreVoteDenied refused
                                && refused.candidate().equals(candidate));
    }

    private static Optional<DenialReason> denial(Fact fact) {
        if (fact instanceof VoteDenied denied) {
            return Optional.of(denied.reason());
        }
        return fact instanceof PreVoteDenied refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    private boolean leadsBackTo(StampedFact fact, FactId delivered) {
        Optional<StampedFact> at = Optional.of(fact);
        for (int i = 0; i < CHAIN_MAX && at.isPresent() && !(at.get().fact() instanceof MessageDelivered); i++) {
            at = memory.cause(at.get());
        }
        return at.filter(found -> found.id().equals(delivered)).isPresent();
    }
}
