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
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why somebody who asked for votes, or for promises of them, did not win. */
final class FailedCampaigns {
    /** From a message to the vote that it led to. Only facts that somebody made up go round in a circle. */
    private static final int CHAIN_MAX = 1_000;

    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    FailedCampaigns(Search search) {
        this.search = search;
        memory = search.memory;
        blame = search.blame;
    }

    /** What kept one peer's vote away; neither of both when it was given in time. */
    private record Obstacle(NodeId peer, Optional<CauseTrail> fault, Optional<DenialReason> denial) {
        boolean stands() {
            return fault.isPresent() || denial.isPresent();
        }
    }

    /** Where it comes from that this campaign had not been won by then. */
    CauseTrail of(StampedFact campaign, long untilNanos) {
        CauseTrail own = search.campaign(campaign);
        NodeLife life = memory.lifeOf(campaign);
        Optional<StampedFact> died = memory.deathAfter(life.node, campaign.tNanos())
                .filter(end -> end.tNanos() <= untilNanos
                        && life.last()
                                .filter(last -> last.tNanos() <= end.tNanos())
                                .isPresent());
        if (died.isPresent()) {
            return blame.death(died.get()).then(CauseStep.aside(died.get(), life.node + " died before it could win"));
        }
        Optional<StampedFact> next = life.firstAfter(
                campaign.seq(),
                fact -> fact instanceof BecameCandidate
                        || fact instanceof BecamePreCandidate
                        || fact instanceof BecameFollower);
        long end = Math.min(untilNanos, next.map(StampedFact::tNanos).orElse(Long.MAX_VALUE));
        long before = next.map(StampedFact::seq).orElse(Long.MAX_VALUE);
        List<Obstacle> obstacles = memory.members().stream()
                .filter(peer -> !peer.equals(life.node))
                .map(peer -> obstacle(campaign, peer, before, end))
                .toList();
        return verdict(campaign, own, obstacles, end);
    }

    private CauseTrail verdict(StampedFact campaign, CauseTrail own, List<Obstacle> obstacles, long end) {
        long given = 1 + obstacles.stream().filter(one -> !one.stands()).count();
        // What the network does by itself delays a campaign; it does not bring one about.
        // What silenced the leader may be enough to silence the voters too, whatever else is told of each loss.
        Optional<CauseTrail> first = own.origin()
                .fact()
                .flatMap(began -> memory.fault(began.id()))
                .map(blame::trail)
                .filter(trail -> kept(trail, campaign, obstacles, end) >= enough());
        List<CauseTrail> faults = obstacles.stream()
                .flatMap(one -> one.fault().stream())
                .filter(trail -> trail.origin().kind() != Origin.Kind.CHANCE)
                .toList();
        List<CauseTrail> candidates =
                Stream.concat(faults.stream(), first.stream()).toList();
        Optional<CauseTrail> fault = most(candidates, campaign, obstacles, end);
        boolean onProof = search.proofs.isOnProof(Optional.of(campaign));
        CauseStep tally = tally(campaign, given, onProof, obstacles, end);
        CauseStep asks = CauseStep.aside(campaign, Search.asks(campaign));
        // In a split vote nobody can say whom those would have voted for who were not heard.
        boolean split = has(obstacles, DenialReason.ALREADY_VOTED);
        boolean decisive = fault.isPresent() && !split && given + faults.size() >= memory.quorum();
        if (decisive && onProof && fault.get().origin().equals(own.origin())) {
            return own.then(tally);
        }
        if (decisive && fault.get().decided()) {
            return fault.get().then(List.of(asks, tally));
        }
        // What decided denials go back to, where that is not the campaign's own occasion.
        Optional<CauseTrail> denied = split ? blame.aligned(campaign.tNanos()) : Optional.empty();
        if (denied.isEmpty() && has(obstacles, DenialReason.LOG_BEHIND)) {
            denied = blame.setting(campaign.tNanos(), "set log", "set defaults");
        }
        CauseTrail trail = denied.map(why -> why.then(asks)).orElse(own);
        return (trail.decided() ? trail : fault.orElse(trail)).then(tally);
    }

    private static boolean has(List<Obstacle> obstacles, DenialReason reason) {
        return obstacles.stream().anyMatch(one -> one.denial().equals(Optional.of(reason)));
    }

    /**
     * The fault that alone kept most votes away, whatever else would have kept away some of them. Of two that would each
     * have been enough, the first; of two at once, the one that cuts more links and keeps others from winning too.
     */
    private Optional<CauseTrail> most(
            List<CauseTrail> deeds, StampedFact campaign, List<Obstacle> obstacles, long end) {
        return deeds.stream()
                .max(Comparator.<CauseTrail>comparingInt(trail -> trail.decided() ? 1 : 0)
                        .thenComparingLong(trail -> Math.min(enough(), kept(trail, campaign, obstacles, end)))
                        .thenComparingLong(trail -> kept(trail, campaign, obstacles, end) < enough()
                                ? 0
                                : -trail.origin()
                                        .fact()
                                        .map(StampedFact::tNanos)
                                        .orElse(Long.MAX_VALUE))
                        .thenComparingLong(trail -> blame.linksCut(trail.origin()))
                        .thenComparingLong(trail -> kept(trail, campaign, obstacles, end)));
    }

    /** From so many peers no vote came: too many to win. */
    private int enough() {
        return memory.members().size() - memory.quorum() + 1;
    }

    private long kept(CauseTrail trail, StampedFact campaign, List<Obstacle> obstacles, long end) {
        return obstacles.stream()
                .filter(one -> keptAway(trail.origin(), one, campaign, end))
                .count();
    }

    private boolean keptAway(Origin origin, Obstacle one, StampedFact campaign, long end) {
        return one.fault().filter(trail -> trail.origin().equals(origin)).isPresent()
                || blame.keepsApart(origin, campaign.node(), one.peer(), campaign.tNanos(), end);
    }

    /** Who kept it from winning, in one sentence. */
    private CauseStep tally(StampedFact campaign, long given, boolean onProof, List<Obstacle> obstacles, long end) {
        SortedMap<String, List<NodeId>> why = new TreeMap<>();
        obstacles.stream()
                .filter(Obstacle::stands)
                .forEach(one -> why.computeIfAbsent(
                                one.denial()
                                        .map(reason -> words(reason, onProof))
                                        .orElse("did not answer in time"),
                                ignored -> new ArrayList<>())
                        .add(one.peer()));
        String whose = why.entrySet().stream()
                .map(entry -> PlainText.names(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String what = campaign.fact() instanceof BecameCandidate ? "votes" : "promises";
        String text = given >= memory.quorum()
                ? campaign.node() + " had not counted its " + what + " yet"
                : campaign.node() + " had " + given + " of the " + memory.quorum() + " " + what + " it needed"
                        + (whose.isEmpty() ? " only later" : ": " + whose);
        return new CauseStep(end, Optional.of(campaign.id()), text, false);
    }

    private static String words(DenialReason reason, boolean onProof) {
        return onProof && reason == DenialReason.RECENT_LEADER ? "had no proof and heard a leader" : words(reason);
    }

    static String words(DenialReason reason) {
        return switch (reason) {
            case STALE_TERM -> "knew a later term";
            case ALREADY_VOTED -> "had voted for another";
            case LOG_BEHIND -> "had a longer log";
            case RECENT_LEADER -> "heard a leader";
        };
    }

    private Obstacle obstacle(StampedFact campaign, NodeId peer, long before, long end) {
        NodeLife life = memory.lifeOf(campaign);
        String kind = campaign.fact() instanceof BecameCandidate ? "RequestVote" : "PreVoteRequest";
        Optional<StampedFact> request = sent(life, peer, campaign.seq(), before, kind);
        if (request.isEmpty()) {
            return lost(
                    peer,
                    blame.disk(life.node, campaign.tNanos(), end)
                            .orElseGet(() -> CauseTrail.missing("a request of " + life.node + " to " + peer)));
        }
        return underWay(request.get(), life.node, peer, end)
                .map(fault -> lost(peer, fault))
                .orElseGet(
                        () -> answer(life.node, peer, memory.end(request.get()).orElseThrow(), end));
    }

    private static Obstacle lost(NodeId peer, CauseTrail fault) {
        return new Obstacle(peer, Optional.of(fault), Optional.empty());
    }

    private static Optional<StampedFact> sent(NodeLife life, NodeId to, long afterSeq, long beforeSeq, String kind) {
        return life.between(afterSeq, beforeSeq).stream()
                .filter(fact -> NodeLife.isSent(fact, to)
                        && ((MessageSent) fact.fact()).kind().endsWith(kind))
                .findFirst();
    }

    /** Why a message was lost, or did not arrive in time; empty when it did. */
    private Optional<CauseTrail> underWay(StampedFact sent, NodeId from, NodeId to, long end) {
        Optional<StampedFact> arrived = memory.end(sent);
        if (arrived.isPresent() && arrived.get().fact() instanceof MessageLost) {
            return arrived.map(blame::loss);
        }
        return arrived.isPresent() && arrived.get().tNanos() <= end
                ? Optional.empty()
                : blame.pause(to, sent.tNanos(), end)
                        .or(() -> blame.onLink(from, to, sent.tNanos(), end))
                        .or(() -> blame.dead(to, end))
                        .or(() -> Optional.of(CauseTrail.chance(sent, "the network's own delay; no fault was needed")));
    }

    private Obstacle answer(NodeId candidate, NodeId peer, StampedFact delivered, long end) {
        NodeLife voter = memory.lifeOf(delivered);
        Optional<StampedFact> vote = voter.firstAfter(delivered.seq(), fact -> isVote(fact, candidate))
                .filter(fact -> leadsBackTo(fact, delivered.id()) && fact.tNanos() <= end);
        if (vote.isEmpty()) {
            return lost(
                    peer,
                    blame.disk(peer, delivered.tNanos(), end)
                            .or(() -> blame.pause(peer, delivered.tNanos(), end))
                            .or(() -> blame.dead(peer, end))
                            .orElseGet(() ->
                                    CauseTrail.chance(delivered, "its ballot was not saved yet; no fault was needed")));
        }
        Optional<DenialReason> denial = denial(vote.get().fact());
        Optional<CauseTrail> fault = denial.isPresent()
                ? Optional.empty()
                : sent(voter, candidate, vote.get().seq(), Long.MAX_VALUE, "VoteReply")
                        .flatMap(sent -> underWay(sent, peer, candidate, end));
        return new Obstacle(peer, fault, denial);
    }

    static boolean isVote(Fact fact, NodeId candidate) {
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
