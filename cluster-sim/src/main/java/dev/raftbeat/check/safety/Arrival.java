package dev.raftbeat.check.safety;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;

/** A message that reached a node, and what is known so far of what came of it. */
final class Arrival {
    final StampedFact fact;
    final MessageDelivered message;
    /** Whether anything came of it. */
    boolean answered;
    /** What the node was when it took the message in; meaningful once {@link #answered}. */
    Role standingBefore = Role.UNKNOWN;

    long termBefore;
    /** The fact that made it so; null when none was heard. */
    StampedFact stoodBy;
    /** What it was after what came of the message. */
    Role standingAfter = Role.UNKNOWN;

    NodeId leaderAfter;

    // What came of it; null, each, unless it did.

    RefusalReason refused;
    /** The first thing, other than a refusal. */
    StampedFact effect;

    StampedFact heartbeatHeard;
    /** That it follows, in the very term of the message. */
    StampedFact followed;

    StampedFact promised;

    // What single checks have made of it.

    boolean termJudged;
    boolean leaderJudged;
    /** The fact by which it should have had no effect; null unless there is one. */
    StampedFact strayBy;

    boolean strayTold;

    Arrival(StampedFact fact) {
        this.fact = fact;
        message = (MessageDelivered) fact.fact();
    }

    boolean is(String kind) {
        return message.kind().equals(kind);
    }

    long term() {
        return message.term();
    }

    /** Whether what the node was before is known. */
    boolean sure() {
        return answered && standingBefore != Role.UNKNOWN;
    }
}
