package dev.raftbeat.check.safety;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;

/**
 * I7 (paper §5.1): a message of an older term has no effect but a reply, and a message of a newer one makes its receiver
 * a follower in that very term. Exempt are PreVote's messages, which name a term that nobody is in yet; what is refused
 * altogether, as an order to campaign from a leader that is not the node's own is; and a request for a vote that is
 * denied because a leader was heard (§6).
 */
@Evidence(
        needs = "each message's delivery and what came of it",
        unknown = "a message of a newer term came, and what came of it was not heard whole")
final class NewerTerms extends MessageCheck {
    NewerTerms() {
        this(new MessageEffects());
    }

    NewerTerms(MessageEffects turns) {
        super(
                "I7",
                "newer terms win",
                "A message of an older term gets at most a reply, and one of a newer term is followed into it.",
                turns);
    }

    @Override
    protected void came(NodeEffects lane, Arrival arrival, StampedFact fact) {
        if (arrival.termJudged) {
            return;
        }
        // The term that we know is right or too low, so that an older one is older in any case.
        if (arrival.term() < arrival.termBefore && isEffect(fact.fact())) {
            wrong(
                    arrival,
                    teller() + " was in term " + arrival.termBefore + " and took in " + describe(arrival) + ": "
                            + fact.fact().name(),
                    fact);
        } else if (fact.fact() instanceof TermAdvanced advanced && advanced.toTerm() != arrival.term()) {
            wrong(arrival, teller() + " moved to term " + advanced.toTerm() + " because of " + describe(arrival), fact);
        } else if (isStickiness(fact.fact())) {
            arrival.termJudged = true;
        }
    }

    private static boolean isStickiness(Fact fact) {
        return fact instanceof VoteDenied denied && denied.reason() == DenialReason.RECENT_LEADER;
    }

    /** Whether a fact says that a message counted for something: a reply, a refusal or renewed trust does not. */
    private static boolean isEffect(Fact fact) {
        boolean role = fact instanceof RoleFact && !(fact instanceof QuorumLost) && !(fact instanceof TransferBegan);
        return role
                || fact instanceof VoteGranted
                || fact instanceof VoteCounted
                || fact instanceof PreVoteGranted
                || fact instanceof TimerArmed;
    }

    @Override
    protected void past(NodeEffects lane, Arrival arrival) {
        if (arrival.termJudged || arrival.refused != null) {
            return;
        }
        boolean older = arrival.answered && arrival.term() < arrival.termBefore;
        if (older || isTaken(arrival)) {
            count();
        } else if (isOwed(lane, arrival)) {
            count();
            violated(
                    teller() + " was in term " + (arrival.answered ? arrival.termBefore : lane.term)
                            + " and did not follow " + describe(arrival) + " into it",
                    arrival.fact,
                    now());
        }
    }

    private static boolean isTaken(Arrival arrival) {
        return arrival.followed != null && arrival.term() > arrival.termBefore && binds(arrival);
    }

    /** Where nothing came of it, the term of now serves: it was no higher then. */
    private static boolean isOwed(NodeEffects lane, Arrival arrival) {
        boolean newer = arrival.answered
                ? arrival.sure() && arrival.term() > arrival.termBefore && arrival.followed == null
                : lane.standing != Role.UNKNOWN && arrival.term() > lane.term;
        return newer && binds(arrival);
    }

    private static boolean binds(Arrival arrival) {
        return !arrival.message.kind().startsWith("PreVote");
    }

    @Override
    protected void lost(Arrival arrival) {
        if (binds(arrival) && arrival.term() > arrival.termBefore && !arrival.termJudged) {
            doubt();
        }
    }

    private void wrong(Arrival arrival, String what, StampedFact fact) {
        arrival.termJudged = true;
        count();
        violated(what, arrival.fact, fact);
    }

    static String describe(Arrival arrival) {
        return arrival.message.from() + "'s " + Message.words(arrival.message.kind()) + " of term " + arrival.term();
    }
}
