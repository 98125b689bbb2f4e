package dev.raftbeat.why;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Goes back from a campaign to where it comes from. Each question leads to facts that are older than the one asked
 * about, so that every search ends; each campaign is searched once.
 */
final class Search {
    private static final Comparator<FactId> BY_ID =
            Comparator.comparing(FactId::node).thenComparingInt(FactId::boot).thenComparingLong(FactId::seq);

    /** How many campaigns are searched one within the other: each takes some dozen frames of the stack. */
    private static final int DEPTH_MAX = 20;

    private static final CauseTrail CIRCLE = CauseTrail.undecided("the facts go round in a circle");

    private final RunFacts memory;
    private final Blame blame;
    private final SilenceCauses silences;
    private final FailedCampaigns failures;
    private final LeadershipLosses falls;
    private final TermOrigins terms;
    private final SortedMap<FactId, CauseTrail> known = new TreeMap<>(BY_ID);
    private int depth;

    Search(RunFacts memory) {
        this.memory = memory;
        blame = new Blame(memory);
        silences = new SilenceCauses(memory, blame, this);
        failures = new FailedCampaigns(memory, blame, this);
        falls = new LeadershipLosses(memory, blame, this);
        terms = new TermOrigins(memory, this);
    }

    Blame blame() {
        return blame;
    }

    SilenceCauses silences() {
        return silences;
    }

    FailedCampaigns failures() {
        return failures;
    }

    LeadershipLosses falls() {
        return falls;
    }

    TermOrigins terms() {
        return terms;
    }

    /**
     * Answers a question whose chain of campaigns may be longer than Java's stack is deep: without a leader, one timer
     * runs out after another for hours. Then the older part of the chain is searched first.
     */
    CauseTrail deep(Supplier<CauseTrail> question) {
        Deque<StampedFact> older = new ArrayDeque<>();
        SortedSet<FactId> waiting = new TreeSet<>(BY_ID);
        while (true) {
            try {
                if (older.isEmpty()) {
                    return question.get();
                }
                campaign(older.peek());
                waiting.remove(older.pop().id());
            } catch (TooDeepException e) {
                if (waiting.add(e.campaign.id())) {
                    older.push(e.campaign);
                } else {
                    known.put(e.campaign.id(), CIRCLE);
                }
            }
        }
    }

    /** Where a {@code BecameCandidate} or a {@code BecamePreCandidate} comes from, its own step included. */
    CauseTrail campaign(StampedFact campaign) {
        CauseTrail trail = known.get(campaign.id());
        if (trail != null) {
            return trail;
        }
        if (depth == DEPTH_MAX) {
            throw new TooDeepException(campaign);
        }
        depth++;
        known.put(campaign.id(), CIRCLE);
        try {
            trail = occasion(campaign).then(CauseStep.aside(campaign, asks(campaign)));
        } catch (TooDeepException e) {
            known.remove(campaign.id());
            throw e;
        } finally {
            depth--;
        }
        known.put(campaign.id(), trail);
        return trail;
    }

    /** A campaign that must be searched before the question that led to it. */
    private static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient StampedFact campaign;

        TooDeepException(StampedFact campaign) {
            super(null, null, false, false);
            this.campaign = campaign;
        }
    }

    static String asks(StampedFact campaign) {
        if (campaign.fact() instanceof BecameCandidate candidate) {
            return campaign.node() + " asked for term " + candidate.term();
        }
        long next = ((BecamePreCandidate) campaign.fact()).term() + 1;
        return campaign.node() + " asked whether it could win term " + next;
    }

    private CauseTrail occasion(StampedFact campaign) {
        Optional<StampedFact> cause = memory.cause(campaign);
        if (cause.isEmpty()) {
            return CauseTrail.undecided("what made " + campaign.node() + " campaign is not among the facts");
        }
        if (cause.get().fact() instanceof TimerFired) {
            return silences.timer(cause.get());
        }
        if (cause.get().fact() instanceof VoteCounted counted && counted.preVote()) {
            return promised(campaign);
        }
        if (cause.get().fact() instanceof MessageDelivered) {
            return transferred(cause.get());
        }
        return commanded(campaign)
                .orElseGet(() ->
                        CauseTrail.undecided("what made " + campaign.node() + " campaign is not among the facts"));
    }

    /** By a line of the fault language, straight or through a setting. */
    Optional<CauseTrail> commanded(StampedFact fact) {
        Optional<StampedFact> cause = memory.cause(fact);
        if (cause.isPresent() && cause.get().fact() instanceof SettingsChanged) {
            cause = memory.cause(cause.get());
        }
        return cause.filter(deed -> deed.fact() instanceof FaultBegan)
                .flatMap(deed -> memory.spell(deed.id()))
                .map(FaultPeriod::trail);
    }

    private CauseTrail promised(StampedFact candidate) {
        NodeLife lane = memory.laneOf(candidate);
        Optional<StampedFact> asked = lane.lastBefore(candidate.seq(), BecamePreCandidate.class::isInstance);
        if (asked.isEmpty()) {
            return CauseTrail.undecided("how " + candidate.node() + " came to ask for promises is not among the facts");
        }
        List<NodeId> voters = new ArrayList<>();
        for (StampedFact fact : lane.facts()) {
            if (fact.seq() > asked.get().seq()
                    && fact.seq() < candidate.seq()
                    && fact.fact() instanceof VoteCounted counted
                    && counted.preVote()
                    && !counted.voter().equals(candidate.node())) {
                voters.add(counted.voter());
            }
        }
        CauseTrail trail = campaign(asked.get());
        return voters.isEmpty()
                ? trail
                : trail.then(CauseStep.aside(candidate, Phrases.names(voters) + " would vote for it"));
    }

    private CauseTrail transferred(StampedFact delivered) {
        Optional<StampedFact> began =
                memory.cause(delivered).flatMap(memory::cause).filter(fact -> fact.fact() instanceof TransferBegan);
        return began.flatMap(this::commanded)
                .map(trail -> trail.then(CauseStep.at(
                        began.get(), began.get().node() + " handed leadership over to " + delivered.node())))
                .orElseGet(() ->
                        CauseTrail.undecided("who told " + delivered.node() + " to campaign is not among the facts"));
    }
}
