package dev.raftbeat.check;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/** A message that reached a node, and what is known so far of what came of it. */
final class Arrival {
    final StampedFact fact;
    final MessageDelivered message;
    /** Whether anything came of it. */
    boolean answered;
    /** What the node was when it took the message in; meaningful once {@link #answered}. */
    Standing standingBefore = Standing.UNHEARD;

    long termBefore;
    StampedFact standsBy;
    /** What it was after what came of the message. */
    Standing standingAfter = Standing.UNHEARD;

    NodeId leaderAfter;
    /** Why it was refused; null unless it was. */
    RefusalReason refused;
    /** For the check's own use: what it has noticed about this message. */
    StampedFact noticed;

    StampedFact proof;
    boolean judged;
    boolean blamed;

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
        return answered && standingBefore != Standing.UNHEARD;
    }
}
