package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.VoteGranted;

/** I12: a PreVote request changes nothing in the voter (thesis §9.6): no save, no term, no role, no vote, no timer. */
@Evidence(needs = "requests for promises, and what came of them", unknown = "never otherwise")
final class HarmlessPreVote extends Check {
    HarmlessPreVote() {
        super(
                "I12",
                "PreVote is harmless",
                "A PreVote request makes nobody save, arm a timer, or change term or role.");
    }

    @Override
    public boolean caresFor(String messageKind) {
        return messageKind.equals("PreVoteRequest");
    }

    @Override
    public void on(MessageDelivered fact) {
        if (caresFor(fact.kind())) {
            count();
        }
    }

    private void effect(String what) {
        StampedFact delivery = causes().delivery(now());
        if (delivery != null && isRequest(delivery)) {
            NodeId from = ((MessageDelivered) delivery.fact()).from();
            violated(teller() + " " + what + " because of a PreVote request of " + from, delivery, now());
        }
    }

    private boolean isRequest(StampedFact delivery) {
        return caresFor(((MessageDelivered) delivery.fact()).kind());
    }

    @Override
    public void on(SaveBegan fact) {
        effect("began to save its ballot");
    }

    @Override
    public void on(TimerArmed fact) {
        effect("armed its election timer");
    }

    @Override
    public void on(TermAdvanced fact) {
        effect("moved to term " + fact.toTerm());
    }

    @Override
    public void on(VoteGranted fact) {
        effect("gave its vote of term " + fact.term());
    }

    @Override
    public void on(BecameFollower fact) {
        effect("became a follower");
    }

    @Override
    public void on(BecamePreCandidate fact) {
        effect("became a pre-candidate");
    }

    @Override
    public void on(BecameCandidate fact) {
        effect("became a candidate");
    }

    @Override
    public void on(BecameLeader fact) {
        effect("became the leader");
    }

    @Override
    public void on(SteppedDown fact) {
        effect("stepped down");
    }
}
