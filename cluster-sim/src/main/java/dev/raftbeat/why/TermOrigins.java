package dev.raftbeat.why;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;

/** Where a term comes from: some node asked for it, and it went from node to node. */
final class TermOrigins {
    /** A term goes over nodes, and a node keeps it over lives, without end only in facts that somebody made up. */
    private static final int HOPS_MAX = 100_000;

    private final RunFacts memory;
    private final Search search;

    TermOrigins(RunFacts memory, Search search) {
        this.memory = memory;
        this.search = search;
    }

    /** The campaign behind the term that a node adopted with this fact. */
    CauseTrail adopted(StampedFact advanced) {
        return origin(advanced).map(search::campaign).orElseGet(() -> unknown(advanced));
    }

    /** The campaign behind the term that a life had before this place. */
    CauseTrail before(NodeLife lane, long seq) {
        return originBefore(lane, seq)
                .map(search::campaign)
                .orElseGet(() -> CauseTrail.undecided(
                        "who first asked for the term of " + lane.node + " is not among the facts"));
    }

    private static CauseTrail unknown(StampedFact advanced) {
        TermAdvanced fact = (TermAdvanced) advanced.fact();
        return CauseTrail.undecided("who first asked for term " + fact.toTerm() + " is not among the facts");
    }

    /** The {@code BecameCandidate} from which an adopted term comes. */
    Optional<StampedFact> origin(StampedFact advanced) {
        return sending(advanced).flatMap(message -> originBefore(memory.laneOf(message), message.seq()));
    }

    /** A vote that was given, or a promise refused, brings a term along that its sender had from elsewhere. */
    private Optional<StampedFact> originBefore(NodeLife where, long beforeSeq) {
        NodeLife lane = where;
        long seq = beforeSeq;
        for (int hops = 0; hops < HOPS_MAX; hops++) {
            Optional<StampedFact> found = lane.lastBefore(
                    seq,
                    fact -> fact instanceof BecameCandidate || fact instanceof TermAdvanced || fact instanceof Booted);
            if (found.isEmpty() || found.get().fact() instanceof BecameCandidate) {
                return found;
            }
            Optional<StampedFact> sent =
                    found.get().fact() instanceof TermAdvanced ? sending(found.get()) : Optional.empty();
            Optional<NodeLife> next =
                    found.get().fact() instanceof TermAdvanced ? sent.map(memory::laneOf) : memory.lifeBefore(lane);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            lane = next.get();
            seq = sent.map(StampedFact::seq).orElse(Long.MAX_VALUE);
        }
        return Optional.empty();
    }

    /** The message that brought a term. */
    private Optional<StampedFact> sending(StampedFact advanced) {
        return memory.cause(advanced)
                .filter(cause -> cause.fact() instanceof MessageDelivered)
                .flatMap(memory::cause);
    }
}
