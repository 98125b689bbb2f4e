package dev.raftbeat.why;

import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.stream.Stream;

/** Why a connection came up or went down, and why a peer was suspected. */
final class ConnectionCauses {
    /** An end of a connection is seen within this, or it has another reason. */
    private static final long NEAR_NANOS = 2_000_000_000L;

    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    ConnectionCauses(Search search) {
        this.search = search;
        memory = search.memory;
        blame = search.blame;
    }

    CauseTrail of(StampedFact stamped, LinkFact fact) {
        NodeLife life = memory.lifeOf(stamped);
        if (fact instanceof LinkUp up) {
            return life.lastBefore(
                            stamped.seq(),
                            one -> one instanceof LinkDown down && down.peer().equals(up.peer()))
                    .map(down -> down(down, up.peer()))
                    .orElseGet(() -> younger(life, up.peer(), stamped.tNanos()));
        } else if (fact instanceof LinkDown down) {
            return down(stamped, down.peer());
        } else if (fact instanceof PeerSuspected suspected) {
            return suspected(stamped, suspected);
        } else if (fact instanceof PeerProvenDead) {
            return search.proofs.before(stamped);
        } else if (fact instanceof PeerTrusted trusted) {
            return life.lastBefore(
                            stamped.seq(),
                            one -> one instanceof PeerSuspected suspected
                                    && suspected.peer().equals(trusted.peer()))
                    .map(before -> suspected(before, (PeerSuspected) before.fact()))
                    .orElseGet(() -> CauseTrail.missing("when " + trusted.peer() + " was suspected"));
        }
        return CauseTrail.undecided("who sent what was refused the facts do not tell");
    }

    private CauseTrail suspected(StampedFact stamped, PeerSuspected fact) {
        return fact.reason() == SuspicionReason.CONNECTION_LOST
                ? down(stamped, fact.peer())
                : gone(stamped, fact.peer(), "why " + fact.peer() + " did not answer the facts do not tell");
    }

    private CauseTrail down(StampedFact stamped, NodeId peer) {
        return gone(
                stamped,
                peer,
                "no fault was told that could have ended the connection of " + stamped.node() + " to " + peer);
    }

    private CauseTrail gone(StampedFact stamped, NodeId peer, String otherwise) {
        long to = stamped.tNanos();
        long from = to - NEAR_NANOS;
        return blame.dead(peer, to)
                .or(() -> blame.pause(peer, from, to))
                .or(() -> blame.onLink(stamped.node(), peer, from, to))
                .or(() -> memory.lifeAt(peer, to)
                        .filter(life -> life.boot > 1
                                && life.first()
                                        .filter(up -> up.tNanos() >= from)
                                        .isPresent())
                        .map(blame::start))
                .orElseGet(() -> CauseTrail.undecided(otherwise));
    }

    /** Whoever came up last made the connection possible. */
    private CauseTrail younger(NodeLife life, NodeId peer, long atNanos) {
        return Stream.concat(Stream.of(life), memory.lifeAt(peer, atNanos).stream())
                .max(Comparator.comparingLong(
                        one -> one.first().map(StampedFact::tNanos).orElse(Long.MIN_VALUE)))
                .map(blame::start)
                .orElseThrow();
    }
}
