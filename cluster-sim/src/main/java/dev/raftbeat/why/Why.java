package dev.raftbeat.why;

import dev.raftbeat.check.Failover;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells why facts of one run came about. Everything is worked out from the facts that it was made with, which may come in
 * any order; times of different nodes are compared, which is right for nodes of one host. Not for use by two threads.
 */
public final class Why {
    /** A process tells its first fact within this. */
    private static final long STARTING_NANOS = 5_000_000_000L;

    private final Memory memory;
    private final Search search;
    private final Aftermath aftermath;
    private final Connections connections;
    private final Function<StampedFact, String> sentences;

    /**
     * @param facts of one run, each once or more
     * @param sentences what to call a fact for which there are no better words here
     */
    public Why(Iterable<StampedFact> facts, Function<StampedFact, String> sentences) {
        this.sentences = sentences;
        memory = new Memory(facts);
        search = new Search(memory);
        connections = new Connections(memory, search.blame());
        aftermath = new Aftermath(memory, facts);
    }

    /** Every {@code BecameCandidate}, in the order of time. */
    public List<StampedFact> elections() {
        return List.copyOf(memory.elections());
    }

    public Optional<StampedFact> fact(FactId id) {
        return memory.fact(id);
    }

    /** The chain of causes of one of the facts. */
    public Explanation explain(StampedFact fact) {
        Trail trail = trail(fact);
        Optional<StampedFact> election = election(fact);
        Optional<Failover> change = election.flatMap(aftermath::failover);
        if (fact.fact() instanceof BecameCandidate) {
            trail = trail.then(aftermath.steps(fact));
            trail = undone(trail, fact);
        }
        Origin origin = trail.decided() || !memory.factsLost
                ? trail.origin()
                : Origin.undecided(trail.origin().text() + " (facts were lost on the way to whoever wrote this down)");
        return new Explanation(
                fact,
                origin,
                trail.steps(),
                change,
                change.map(Aftermath::judgement).orElse(""),
                memory.firstNanos);
    }

    /** A fault that was over before the election tells more when its end is told too. */
    private Trail undone(Trail trail, StampedFact fact) {
        Optional<Spell> over = trail.origin()
                .fact()
                .flatMap(began -> memory.spell(began.id()))
                .filter(spell -> spell.toNanos() < fact.tNanos());
        if (over.isEmpty()) {
            return trail;
        }
        List<Step> steps = new ArrayList<>(trail.steps());
        int place = 1;
        while (place < steps.size() && steps.get(place).tNanos() <= over.get().toNanos()) {
            place++;
        }
        steps.add(
                place,
                new Step(over.get().toNanos(), Optional.empty(), over.get().line() + " was undone", true));
        return new Trail(trail.origin(), steps);
    }

    private Optional<StampedFact> election(StampedFact fact) {
        if (fact.fact() instanceof BecameCandidate) {
            return Optional.of(fact);
        }
        return fact.fact() instanceof BecameLeader
                ? memory.laneOf(fact).lastBefore(fact.seq(), BecameCandidate.class::isInstance)
                : Optional.empty();
    }

    private Trail trail(StampedFact stamped) {
        Fact fact = stamped.fact();
        if (fact instanceof BecameCandidate || fact instanceof BecamePreCandidate) {
            return search.campaign(stamped);
        } else if (fact instanceof BecameLeader leader) {
            String text =
                    stamped.node() + " was elected for term " + leader.term() + " by " + Words.names(leader.votes());
            return election(stamped)
                    .map(search::campaign)
                    .orElseGet(() -> Trail.undecided("its campaign is not among the facts"))
                    .then(Step.at(stamped, text));
        } else if (fact instanceof SteppedDown) {
            return search.falls().steppedDown(stamped);
        } else if (fact instanceof TermAdvanced) {
            return search.terms().adopted(stamped).then(itself(stamped));
        } else if (fact instanceof TimerFired) {
            return search.silences().timer(stamped);
        } else if (fact instanceof Booted) {
            return search.blame().start(memory.laneOf(stamped)).then(itself(stamped));
        } else if (fact instanceof ProcessEnded) {
            return search.blame().death(stamped).then(itself(stamped));
        } else if (fact instanceof ProcessBegan began) {
            return memory.lifeAt(began.target(), stamped.tNanos() + STARTING_NANOS)
                    .map(search.blame()::start)
                    .orElseGet(() -> Trail.undecided("what became of this process is not among the facts"))
                    .then(itself(stamped));
        } else if (fact instanceof SaveFailed || fact instanceof Stopped) {
            return search.blame()
                    .disk(stamped.node(), stamped.tNanos(), stamped.tNanos())
                    .map(spell -> spell.trail().then(itself(stamped)))
                    .orElseGet(() -> byCause(stamped));
        } else if (fact instanceof FaultBegan) {
            return memory.spell(stamped.id()).orElseThrow().trail();
        } else if (fact instanceof FaultEnded || fact instanceof FaultNarrowed) {
            long fault = fact instanceof FaultEnded ended ? ended.fault() : ((FaultNarrowed) fact).fault();
            return memory.spells().stream()
                    .filter(spell -> spell.fault().fault() == fault)
                    .findFirst()
                    .map(Spell::trail)
                    .orElseGet(() -> Trail.undecided("how the fault began is not among the facts"))
                    .then(itself(stamped));
        }
        if (fact instanceof WriteLanded write && write.term() < write.highest()) {
            return overtaken(stamped, write.writer(), write.term(), write.highest(), " and landed");
        } else if (fact instanceof WriteRefused write && write.term() < write.highest()) {
            return overtaken(stamped, write.writer(), write.term(), write.highest(), " and was refused");
        }
        return stamped.fact() instanceof LinkFact link
                ? connections.of(stamped, link).then(itself(stamped))
                : byCause(stamped);
    }

    /** A write is stale because another was elected, whatever its writer waited for. */
    private Trail overtaken(StampedFact write, NodeId writer, long term, long highest, String end) {
        String text = writer + "'s write of term " + term + " came after those of term " + highest + end;
        return memory.tenures().stream()
                .filter(tenure -> tenure.term() == highest)
                .findFirst()
                .map(tenure -> trail(tenure.began()))
                .orElseGet(() -> Trail.undecided("who was elected for term " + highest + " is not among the facts"))
                .then(Step.at(write, text));
    }

    private Step itself(StampedFact stamped) {
        return Step.at(stamped, sentences.apply(stamped));
    }

    /** Whatever else there is follows from the fact that triggered it. */
    private Trail byCause(StampedFact stamped) {
        Optional<StampedFact> cause = memory.cause(stamped);
        if (cause.isPresent()) {
            Trail trail = trail(cause.get());
            return stamped.fact().routine() ? trail : trail.then(itself(stamped));
        }
        String text = stamped.cause()
                .map(id -> "the fact " + id + " that led to it is not among the facts")
                .orElse("nothing was told that led to it");
        Trail beginning = stamped.seq() == 1 ? search.blame().start(memory.laneOf(stamped)) : Trail.undecided(text);
        return beginning.then(itself(stamped));
    }
}
