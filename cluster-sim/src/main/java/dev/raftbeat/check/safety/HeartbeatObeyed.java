package dev.raftbeat.check.safety;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;

/**
 * I8 (paper §5.2): a candidate that hears the leader of its term "returns to follower state"; and no leader ever hears a
 * heartbeat of its own term from another, since there is no other. One that is refused as a second leader's proves that
 * there is one.
 */
@Evidence(
        needs = "each heartbeat's delivery and what came of it; the receiver's role",
        unknown = "the receiver's role, or what came of a heartbeat, was not heard")
final class HeartbeatObeyed extends MessageCheck {
    HeartbeatObeyed() {
        this(new MessageEffects());
    }

    HeartbeatObeyed(MessageEffects turns) {
        super(
                "I8",
                "leaders are obeyed",
                "A node that takes in a heartbeat of its own term follows the sender, and a leader never gets one.",
                turns);
    }

    @Override
    protected void past(NodeEffects lane, Arrival arrival) {
        if (!arrival.is("AppendEntries")) {
            return;
        }
        if (!arrival.answered) {
            pastInSilence(lane, arrival);
        } else if (arrival.refused == RefusalReason.SECOND_LEADER) {
            secondLeader(arrival, arrival.stoodBy);
        } else if (arrival.refused == null) {
            pastAnswered(arrival);
        }
    }

    private void pastAnswered(Arrival arrival) {
        boolean ofOwnTerm = arrival.term() == arrival.termBefore;
        if (arrival.sure() && ofOwnTerm && arrival.standingBefore == Role.LEADER) {
            secondLeader(arrival, arrival.stoodBy);
        } else if (arrival.heartbeatHeard != null) {
            judge(arrival, obeys(arrival) && arrival.message.from().equals(arrival.leaderAfter));
        } else if (arrival.sure() && ofOwnTerm) {
            judge(arrival, obeys(arrival));
        }
    }

    private static boolean obeys(Arrival arrival) {
        return NodeEffects.obeys(arrival.standingAfter, arrival.leaderAfter, arrival.message.from());
    }

    /** Nothing came of it. What the node has been ever since before it came, it was when it came. */
    private void pastInSilence(NodeEffects lane, Arrival arrival) {
        StampedFact by = lane.standsBy;
        boolean eversince = lane.standing != Role.UNKNOWN
                && by.boot() == arrival.fact.boot()
                && by.seq() < arrival.fact.seq()
                && lane.term == arrival.term();
        if (eversince && lane.standing == Role.LEADER) {
            secondLeader(arrival, by);
        } else if (eversince) {
            judge(arrival, NodeEffects.obeys(lane.standing, lane.leader, arrival.message.from()));
        }
    }

    private void judge(Arrival arrival, boolean follows) {
        count();
        if (!follows) {
            violated(
                    teller() + " took in " + NewerTerms.describe(arrival) + " and does not follow it",
                    arrival.fact,
                    arrival.heartbeatHeard == null ? now() : arrival.heartbeatHeard);
        }
    }

    private void secondLeader(Arrival arrival, StampedFact leads) {
        count();
        String what = teller() + " leads term " + arrival.term() + " and was sent a heartbeat of it by "
                + arrival.message.from();
        if (leads == null) {
            violated(what, arrival.fact);
        } else {
            violated(what, leads, arrival.fact);
        }
    }

    @Override
    protected void lost(Arrival arrival) {
        boolean stands = arrival.standingBefore != Role.UNKNOWN && arrival.standingBefore != Role.FOLLOWER;
        if (arrival.is("AppendEntries") && stands && arrival.term() >= arrival.termBefore) {
            doubt();
        }
    }
}
