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

    TermOrigins(Search search) {
        this.search = search;
        memory = search.memory;
    }

    /** The campaign behind the term that a node adopted with this fact. */
    CauseTrail adopted(StampedFact advanced) {
        return adopted(advanced, ((TermAdvanced) advanced.fact()).toTerm());
    }

    /** The same of any fact that a message with this term triggered. */
    CauseTrail adopted(StampedFact fact, long term) {
        return sending(fact)
                .flatMap(message -> originBefore(memory.lifeOf(message), message.seq()))
                .map(search::campaign)
                .orElseGet(() -> CauseTrail.missing("who first asked for term " + term));
    }

    /** The campaign behind the term that a life had before this place. */
    CauseTrail before(NodeLife life, long seq) {
        return originBefore(life, seq)
                .map(search::campaign)
                .orElseGet(() -> CauseTrail.missing("who first asked for the term of " + life.node));
    }

    /** A vote that was given, or a promise refused, brings a term along that its sender had from elsewhere. */
    private Optional<StampedFact> originBefore(NodeLife where, long beforeSeq) {
        NodeLife life = where;
        long seq = beforeSeq;
        for (int hops = 0; hops < HOPS_MAX; hops++) {
            Optional<StampedFact> found = life.lastBefore(
                    seq,
                    fact -> fact instanceof BecameCandidate || fact instanceof TermAdvanced || fact instanceof Booted);
            if (found.isEmpty() || found.get().fact() instanceof BecameCandidate) {
                return found;
            }
            boolean adopted = found.get().fact() instanceof TermAdvanced;
            Optional<StampedFact> sent = adopted ? sending(found.get()) : Optional.empty();
            Optional<NodeLife> next = adopted ? sent.map(memory::lifeOf) : memory.lifeBefore(life);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            life = next.get();
            seq = sent.map(StampedFact::seq).orElse(Long.MAX_VALUE);
        }
        return Optional.empty();
    }

    /** The message that brought a term. */
    private Optional<StampedFact> sending(StampedFact advanced) {
        return memory.cause(advanced, MessageDelivered.class).flatMap(memory::cause);
    }
}
