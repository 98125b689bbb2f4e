package dev.raftbeat.why;

import dev.raftbeat.check.Check;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.world.PlainText;
import java.util.ArrayDeque;
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
    /** How many campaigns are searched one within the other: each takes some dozen frames of the stack. */
    private static final int DEPTH_MAX = 20;

    private static final CauseTrail CIRCLE = CauseTrail.undecided("the facts go round in a circle");

    final RunFacts memory;
    final Blame blame;
    final SilenceCauses silences;
    final PromiseCauses promises;
    final ProofCauses proofs;
    final FailedCampaigns failures;
    final LeadershipLosses losses;
    final TermOrigins terms;
    private final SortedMap<FactId, CauseTrail> known = new TreeMap<>(Check.BY_ID);
    private int depth;

    Search(RunFacts memory) {
        this.memory = memory;
        blame = new Blame(memory);
        silences = new SilenceCauses(this);
        promises = new PromiseCauses(this);
        proofs = new ProofCauses(this);
        failures = new FailedCampaigns(this);
        losses = new LeadershipLosses(this);
        terms = new TermOrigins(this);
    }

    /**
     * Answers a question whose chain of campaigns may be longer than Java's stack is deep: without a leader, one timer
     * runs out after another for hours. Then the older part of the chain is searched first.
     */
    CauseTrail deep(Supplier<CauseTrail> question) {
        Deque<StampedFact> older = new ArrayDeque<>();
        SortedSet<FactId> waiting = new TreeSet<>(Check.BY_ID);
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
            trail = saved(campaign, occasion(campaign)).then(CauseStep.aside(campaign, asks(campaign)));
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
        Optional<CauseTrail> trail = Optional.empty();
        if (cause.isPresent() && cause.get().fact() instanceof TimerFired) {
            trail = Optional.of(silences.timer(cause.get()));
        } else if (cause.isPresent() && cause.get().fact() instanceof VoteCounted counted && counted.preVote()) {
            trail = Optional.of(promised(campaign));
        } else if (cause.isPresent() && cause.get().fact() instanceof MessageDelivered) {
            trail = Optional.of(transferred(cause.get()));
        } else if (cause.isPresent()) {
            trail = commanded(campaign);
        }
        return trail.orElseGet(() -> CauseTrail.missing("what made " + campaign.node() + " campaign"));
    }

    /** A node asks for votes when its own is durable; a disk that takes longer than a heartbeat is worth a word. */
    private CauseTrail saved(StampedFact campaign, CauseTrail occasion) {
        NodeLife life = memory.lifeOf(campaign);
        Optional<StampedFact> slow = life.lastBefore(campaign.seq(), BallotSaved.class::isInstance)
                .filter(told -> campaign.fact() instanceof BecameCandidate candidate
                        && ((BallotSaved) told.fact()).term() == candidate.term()
                        && ((BallotSaved) told.fact()).tookNanos() >= life.heartbeatNanos(campaign.tNanos()));
        if (slow.isEmpty()) {
            return occasion;
        }
        long took = ((BallotSaved) slow.get().fact()).tookNanos();
        CauseStep step = CauseStep.at(slow.get(), "its vote for itself took " + PlainText.duration(took) + " to save");
        return blame.disk(life.node, campaign.tNanos() - took, campaign.tNanos())
                .map(occasion::beside)
                .orElse(occasion)
                .then(step);
    }

    /** By a line of the fault language, straight or through a setting. */
    Optional<CauseTrail> commanded(StampedFact fact) {
        return memory.cause(fact, SettingsChanged.class)
                .flatMap(memory::cause)
                .or(() -> memory.cause(fact))
                .flatMap(line -> memory.fault(line.id()))
                .map(blame::trail);
    }

    private CauseTrail promised(StampedFact candidate) {
        NodeLife life = memory.lifeOf(candidate);
        Optional<StampedFact> asked = life.lastBefore(candidate.seq(), BecamePreCandidate.class::isInstance);
        if (asked.isEmpty()) {
            return CauseTrail.missing("how " + candidate.node() + " came to ask for promises");
        }
        List<NodeId> voters = life.between(asked.get().seq(), candidate.seq()).stream()
                .filter(fact -> fact.fact() instanceof VoteCounted counted && counted.preVote())
                .map(fact -> ((VoteCounted) fact.fact()).voter())
                .filter(voter -> !voter.equals(candidate.node()))
                .toList();
        CauseTrail trail = campaign(asked.get());
        if (proofs.isOnProof(asked)) {
            return trail.then(proofs.promises(asked.get(), candidate, voters));
        }
        return voters.isEmpty()
                ? trail
                : promises.of(voters, candidate)
                        .map(trail::since)
                        .orElse(trail)
                        .then(CauseStep.aside(candidate, PlainText.names(voters) + " would vote for it"));
    }

    private CauseTrail transferred(StampedFact delivered) {
        Optional<StampedFact> began = memory.cause(delivered).flatMap(sent -> memory.cause(sent, TransferBegan.class));
        Optional<TransferBegan> preferred =
                began.map(found -> (TransferBegan) found.fact()).filter(found -> found.priority() > 0);
        if (preferred.isPresent()) {
            return preferred(began.get(), preferred.get());
        }
        // An answer may bring about the order: that of another heir, when the first one takes long.
        Optional<CauseTrail> stop = began.filter(order -> memory.lifeOf(order)
                        .lastBefore(order.seq(), StopBegan.class::isInstance)
                        .isPresent())
                .flatMap(order -> blame.plannedStop(memory.lifeOf(order)));
        String how = stop.isPresent() ? " was stopped, and handed over to " : " handed leadership over to ";
        String first = stop.isPresent() ? " first" : "";
        return stop.or(() -> began.flatMap(this::commanded))
                .map(trail ->
                        trail.then(CauseStep.at(began.get(), began.get().node() + how + delivered.node() + first)))
                .orElseGet(() -> CauseTrail.missing("who told " + delivered.node() + " to campaign"));
    }

    /** By whatever set the priorities: a line, or the start of the node that was preferred. */
    private CauseTrail preferred(StampedFact began, TransferBegan transfer) {
        NodeId target = transfer.target();
        CauseStep step = CauseStep.at(
                began,
                target + " was handed leadership because its priority is " + transfer.priority() + " and "
                        + began.node() + "'s is " + transfer.leaderPriority());
        return blame.setting(began.tNanos(), "set priority", "set defaults")
                .or(() -> memory.lifeAt(target, began.tNanos())
                        .flatMap(NodeLife::first)
                        .map(boot -> CauseTrail.from(Origin.of(
                                Origin.Kind.START,
                                boot,
                                target + " was started with priority " + transfer.priority()))))
                .orElseGet(() -> CauseTrail.missing("who set the priorities"))
                .then(step);
    }
}
