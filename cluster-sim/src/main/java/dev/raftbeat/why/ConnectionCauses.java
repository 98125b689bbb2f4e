package dev.raftbeat.why;

import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a connection came up or went down, and why a peer was suspected. */
final class ConnectionCauses {
    /** An end of a connection is seen within this, or it has another reason. */
    private static final long NEAR_NANOS = 2_000_000_000L;

    private final RunFacts memory;
    private final Blame blame;

    ConnectionCauses(RunFacts memory, Blame blame) {
        this.memory = memory;
        this.blame = blame;
    }

    CauseTrail of(StampedFact stamped, LinkFact fact) {
        NodeLife lane = memory.laneOf(stamped);
        if (fact instanceof LinkUp up) {
            return lane.lastBefore(
                            stamped.seq(),
                            one -> one instanceof LinkDown down && down.peer().equals(up.peer()))
                    .map(down -> down(down, up.peer()))
                    .orElseGet(() -> younger(lane, up.peer(), stamped.tNanos()));
        } else if (fact instanceof LinkDown down) {
            return down(stamped, down.peer());
        } else if (fact instanceof PeerSuspected suspected) {
            return suspected(stamped, suspected);
        } else if (fact instanceof PeerTrusted trusted) {
            return lane.lastBefore(
                            stamped.seq(),
                            one -> one instanceof PeerSuspected suspected
                                    && suspected.peer().equals(trusted.peer()))
                    .map(before -> suspected(before, (PeerSuspected) before.fact()))
                    .orElseGet(() ->
                            CauseTrail.undecided("when " + trusted.peer() + " was suspected is not among the facts"));
        }
        return CauseTrail.undecided("who sent what was refused the facts do not tell");
    }

    private CauseTrail suspected(StampedFact stamped, PeerSuspected fact) {
        if (fact.reason() == SuspicionReason.CONNECTION_LOST) {
            return down(stamped, fact.peer());
        }
        return gone(stamped.node(), fact.peer(), stamped.tNanos() - NEAR_NANOS, stamped.tNanos())
                .orElseGet(() -> CauseTrail.undecided("why " + fact.peer() + " did not answer the facts do not tell"));
    }

    private CauseTrail down(StampedFact stamped, NodeId peer) {
        return gone(stamped.node(), peer, stamped.tNanos() - NEAR_NANOS, stamped.tNanos())
                .orElseGet(() -> CauseTrail.undecided(
                        "no fault was told that could have ended the connection of " + stamped.node() + " to " + peer));
    }

    private Optional<CauseTrail> gone(NodeId node, NodeId peer, long from, long to) {
        return memory.deadAt(peer, to)
                .map(blame::death)
                .or(() -> blame.pause(peer, from, to).map(FaultPeriod::trail))
                .or(() -> blame.onLink(node, peer, from, to).map(FaultPeriod::trail))
                .or(() -> memory.lifeAt(peer, to)
                        .filter(lane -> lane.boot > 1)
                        .filter(lane ->
                                lane.first().filter(up -> up.tNanos() >= from).isPresent())
                        .map(blame::start));
    }

    /** Whoever came up last made the connection possible. */
    private CauseTrail younger(NodeLife lane, NodeId peer, long atNanos) {
        return Stream.concat(Stream.of(lane), memory.lifeAt(peer, atNanos).stream())
                .max(Comparator.comparingLong(
                        one -> one.first().map(StampedFact::tNanos).orElse(Long.MIN_VALUE)))
                .map(blame::start)
                .orElseThrow();
    }
}
