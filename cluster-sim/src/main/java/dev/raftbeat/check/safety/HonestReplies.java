package dev.raftbeat.check.safety;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;

/**
 * I9 (paper, Figure 2, results: "currentTerm, for candidate to update itself"): a reply carries the term that the node is
 * in once it has handled the request; the promise of a vote carries the term that was asked about (thesis §9.6).
 */
@Evidence(
        needs = "each request's delivery, what came of it, and the reply",
        unknown = "a reply was heard, and the term of who sent it was not")
final class HonestReplies extends MessageCheck {
    HonestReplies() {
        this(new MessageEffects());
    }

    HonestReplies(MessageEffects turns) {
        super(
                "I9",
                "replies tell terms",
                "A reply carries the term in which the request has left its receiver.",
                turns);
    }

    @Override
    protected void came(NodeEffects lane, Arrival arrival, StampedFact fact) {
        if (fact.fact() instanceof MessageSent sent
                && sent.kind().endsWith("Reply")
                && sent.to().equals(arrival.message.from())) {
            judge(lane, arrival, sent);
        }
    }

    private void judge(NodeEffects lane, Arrival arrival, MessageSent sent) {
        boolean promise = sent.kind().equals("PreVoteReply") && arrival.promised != null;
        if (!promise && lane.standing == Role.UNKNOWN) {
            doubt();
            return;
        }
        long owed = promise ? arrival.term() : lane.term;
        count();
        if (sent.term() != owed) {
            violated(
                    teller() + " answered " + NewerTerms.describe(arrival) + " with term " + sent.term() + ", not "
                            + owed,
                    arrival.fact,
                    now());
        }
    }
}
