package dev.raftbeat.why;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.history.Elections;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells why facts of one run came about. Everything is worked out from the facts that it was made with, which may come in
 * any order; times of different nodes are compared, which is right for nodes of one host. Not for use by two threads.
 */
public final class Why {
    /** A process tells its first fact within this. */
    private static final long STARTING_NANOS = 5_000_000_000L;

    /** A chain of facts of one deed, such as a message and its answer, has some ten. */
    private static final int CHAIN_MAX = 1_000;

    private static final int EVIDENCE_MAX = 8;

    private final Excerpt excerpt;
    private final RunFacts memory;
    private final Search search;
    private final Aftermath aftermath;
    private final ConnectionCauses connections;

    /** @param facts of one run, each once or more */
    public Why(Iterable<StampedFact> facts) {
        this(whole(facts));
    }

    /** As above, of a run that may be too long to hold all of its facts. */
    public Why(Excerpt excerpt) {
        this.excerpt = excerpt;
        memory = new RunFacts(excerpt);
        search = new Search(memory);
        connections = new ConnectionCauses(search);
        aftermath = new Aftermath(memory, excerpt.meter().failovers());
    }

    private static Excerpt whole(Iterable<StampedFact> facts) {
        Excerpt all = new Excerpt((fact, elections) -> true, Integer.MAX_VALUE);
        facts.forEach(all::tell);
        return all;
    }

    /** Every {@code BecameCandidate} that is among the facts, in the order of time. */
    public List<StampedFact> campaigns() {
        return List.copyOf(memory.campaigns());
    }

    /** The elections of the whole run. */
    public Elections elections() {
        return excerpt.elections();
    }

    /** The number of the election of which this fact is a campaign; 0 for any other fact. */
    public long election(StampedFact fact) {
        return fact.fact() instanceof BecameCandidate campaign
                ? excerpt.elections().number(campaign.term())
                : 0;
    }

    /** The campaigns of the same election as this one, in the order of time. */
    public List<StampedFact> rivals(StampedFact campaign) {
        long term = ((BecameCandidate) campaign.fact()).term();
        return memory.campaigns().stream()
                .filter(one -> ((BecameCandidate) one.fact()).term() == term)
                .toList();
    }

    /** What was done in the run, and from when to when, as {@link dev.raftbeat.history.FaultLog#spans} has it. */
    public List<FaultSpan> faults() {
        return memory.faults();
    }

    /** The facts that it rests on, in the order of time. */
    public List<StampedFact> facts() {
        return Collections.unmodifiableList(memory.byTime);
    }

    /** The time of the first fact of the run, from which times are counted. */
    public long zeroNanos() {
        return memory.firstNanos;
    }

    public Optional<StampedFact> fact(FactId id) {
        return memory.fact(id);
    }

    /** The chain of causes of one of the facts. */
    public Explanation explain(StampedFact fact) {
        CauseTrail trail = search.deep(() -> trail(fact));
        Optional<StampedFact> campaign = campaignOf(fact);
        Optional<Failover> change = campaign.flatMap(aftermath::failover);
        if (fact.fact() instanceof BecameCandidate) {
            trail = trail.then(aftermath.steps(fact));
            trail = undone(trail, fact);
        }
        Origin origin = trail.decided() || !memory.factsLost
                ? trail.origin()
                : Origin.undecided(trail.origin().text() + " (facts were lost on the way to whoever wrote this down)");
        return new Explanation(
                fact,
                Sentences.of(fact),
                origin,
                trail.steps(),
                change,
                change.map(Aftermath::judgement).orElse(""),
                memory.firstNanos);
    }

    /**
     * How something came about that several facts decide together, such as a violation: the chains of all of them, in the
     * order of time.
     *
     * @param what what they decide, as a sentence
     * @param facts at least one; of many, the last {@value #EVIDENCE_MAX} are explained
     */
    public Explanation explain(String what, List<StampedFact> facts) {
        List<StampedFact> byTime = new ArrayList<>(facts);
        byTime.sort(LeaderHistory.BY_TIME);
        List<StampedFact> last = byTime.subList(Math.max(0, byTime.size() - EVIDENCE_MAX), byTime.size());
        StampedFact deciding = last.get(last.size() - 1);
        CauseTrail all = CauseTrail.from(Origin.undecided("nothing was told that led to it"));
        for (StampedFact fact : last) {
            CauseTrail trail = search.deep(() -> trail(fact));
            boolean told = trail.steps().stream().anyMatch(step -> step.fact().equals(Optional.of(fact.id())));
            CauseTrail whole = told ? trail : trail.then(itself(fact));
            // What somebody did says more of a violation than that a node had just come up.
            boolean better =
                    whole.decided() && (!all.decided() || whole.origin().kind() == Origin.Kind.FAULT);
            all = better ? whole.beside(all) : all.beside(whole);
        }
        return new Explanation(deciding, what, all.origin(), all.steps(), Optional.empty(), "", memory.firstNanos);
    }

    /** A fault that was over before the election tells more when its end is told too. */
    private CauseTrail undone(CauseTrail trail, StampedFact fact) {
        Optional<FaultSpan> over = trail.origin()
                .fact()
                .flatMap(began -> memory.fault(began.id()))
                .filter(span -> span.toNanos() < fact.tNanos());
        if (over.isEmpty()) {
            return trail;
        }
        List<CauseStep> steps = new ArrayList<>(trail.steps());
        int place = 1;
        while (place < steps.size() && steps.get(place).tNanos() <= over.get().toNanos()) {
            place++;
        }
        steps.add(
                place,
                new CauseStep(
                        over.get().toNanos(), Optional.empty(), search.blame.line(over.get()) + " was undone", true));
        return new CauseTrail(trail.origin(), steps);
    }

    private Optional<StampedFact> campaignOf(StampedFact fact) {
        if (fact.fact() instanceof BecameCandidate) {
            return Optional.of(fact);
        }
        return fact.fact() instanceof BecameLeader
                ? memory.lifeOf(fact).lastBefore(fact.seq(), BecameCandidate.class::isInstance)
                : Optional.empty();
    }

    /** What no question is asked of follows from the fact that triggered it. */
    private CauseTrail trail(StampedFact stamped) {
        Deque<StampedFact> through = new ArrayDeque<>();
        StampedFact at = stamped;
        Optional<CauseTrail> trail = question(at);
        while (trail.isEmpty()) {
            Optional<StampedFact> cause = memory.cause(at);
            if (cause.isEmpty()) {
                trail = Optional.of(beginning(at).then(itself(at)));
            } else if (through.size() == CHAIN_MAX) {
                trail = Optional.of(CauseTrail.undecided("more than " + CHAIN_MAX + " facts led to one another"));
            } else {
                through.push(at);
                at = cause.get();
                trail = question(at);
            }
        }
        CauseTrail chain = trail.get();
        for (StampedFact fact : through) {
            chain = fact.fact().routine() ? chain : chain.then(itself(fact));
        }
        return chain;
    }

    /** Where a fact comes from that is asked about as such; empty for any other. */
    private Optional<CauseTrail> question(StampedFact stamped) {
        Fact fact = stamped.fact();
        if (fact instanceof BecameCandidate || fact instanceof BecamePreCandidate) {
            return Optional.of(search.campaign(stamped));
        } else if (fact instanceof BecameLeader leader) {
            return Optional.of(won(stamped, leader));
        } else if (fact instanceof SteppedDown) {
            return Optional.of(search.losses.steppedDown(stamped));
        } else if (fact instanceof TermAdvanced) {
            return Optional.of(search.terms.adopted(stamped).then(itself(stamped)));
        } else if (fact instanceof TimerFired) {
            return Optional.of(search.silences.timer(stamped));
        } else if (fact instanceof WriteLanded write && write.term() < write.highest()) {
            return Optional.of(overtaken(stamped, write.writer(), write.term(), write.highest(), " and landed"));
        } else if (fact instanceof WriteRefused write && write.term() < write.highest()) {
            return Optional.of(overtaken(stamped, write.writer(), write.term(), write.highest(), " and was refused"));
        } else if (fact instanceof LinkFact link) {
            return Optional.of(connections.of(stamped, link).then(itself(stamped)));
        }
        return lifeOrWorld(stamped);
    }

    private CauseTrail won(StampedFact stamped, BecameLeader leader) {
        String text =
                stamped.node() + " was elected for term " + leader.term() + " by " + PlainText.names(leader.votes());
        return campaignOf(stamped)
                .map(search::campaign)
                .orElseGet(() -> CauseTrail.missing("its campaign"))
                .then(CauseStep.at(stamped, text));
    }

    private Optional<CauseTrail> lifeOrWorld(StampedFact stamped) {
        Fact fact = stamped.fact();
        if (fact instanceof Booted) {
            return Optional.of(search.blame.start(memory.lifeOf(stamped)).then(itself(stamped)));
        } else if (fact instanceof SaveFailed || fact instanceof Stopped || fact instanceof StopBegan) {
            return search.blame
                    .plannedStop(memory.lifeOf(stamped))
                    .or(() -> search.blame.disk(stamped.node(), stamped.tNanos(), stamped.tNanos()))
                    .map(trail -> trail.then(itself(stamped)));
        } else if (fact instanceof ProcessEnded) {
            return Optional.of(search.blame.death(stamped).then(itself(stamped)));
        } else if (fact instanceof ProcessBegan began) {
            return Optional.of(memory.lifeAt(began.target(), stamped.tNanos() + STARTING_NANOS)
                    .map(search.blame::start)
                    .orElseGet(() -> CauseTrail.missing("what became of this process"))
                    .then(itself(stamped)));
        } else if (fact instanceof FaultBegan) {
            return memory.fault(stamped.id()).map(search.blame::trail);
        } else if (fact instanceof FaultEnded || fact instanceof FaultNarrowed) {
            long fault = fact instanceof FaultEnded ended ? ended.fault() : ((FaultNarrowed) fact).fault();
            return Optional.of(memory.faults().stream()
                    .filter(span -> span.number() == fault)
                    .findFirst()
                    .map(search.blame::trail)
                    .orElseGet(() -> CauseTrail.missing("how the fault began"))
                    .then(itself(stamped)));
        }
        return Optional.empty();
    }

    /** A write is stale because another was elected, whatever its writer waited for. */
    private CauseTrail overtaken(StampedFact write, NodeId writer, long term, long highest, String end) {
        String text = writer + "'s write of term " + term + " came after those of term " + highest + end;
        return memory.tenure(highest)
                .map(tenure -> trail(tenure.began()))
                .orElseGet(() -> CauseTrail.missing("who was elected for term " + highest))
                .then(CauseStep.at(write, text));
    }

    private CauseStep itself(StampedFact stamped) {
        return CauseStep.at(stamped, Sentences.of(stamped));
    }

    /** Of a fact that nothing among the facts led to. */
    private CauseTrail beginning(StampedFact stamped) {
        String text = stamped.cause()
                .map(id -> "the fact " + id + " that led to it is not among the facts")
                .orElse("nothing was told that led to it");
        return stamped.seq() == 1 ? search.blame.start(memory.lifeOf(stamped)) : CauseTrail.undecided(text);
    }
}
