package dev.raftbeat.check;

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
import java.util.SortedMap;
import java.util.TreeMap;

/** I12: a PreVote request changes nothing in the voter (thesis §9.6): no save, no term, no role, no vote, no timer. */
@Grounds(needs = "requests for promises, and what came of them", unknown = "never otherwise")
final class HarmlessPreVote extends Check {
    private final SortedMap<NodeId, Causes> causes = new TreeMap<>();

    HarmlessPreVote() {
        super(
                "I12",
                "PreVote is harmless",
                "A PreVote request makes nobody save, arm a timer, or change term or role.");
    }

    @Override
    void heardOf(NodeId node) {
        causes.computeIfAbsent(node, ignored -> new Causes()).remember(now());
    }

    @Override
    public Void messageDelivered(MessageDelivered fact) {
        if (fact.kind().equals("PreVoteRequest")) {
            count();
        }
        return null;
    }

    private Void effect(String what) {
        Causes known = causes.get(teller());
        if (known == null) {
            return null;
        }
        for (StampedFact link : known.of(now()).links()) {
            if (link.fact() instanceof MessageDelivered delivered
                    && delivered.kind().equals("PreVoteRequest")) {
                violated(teller() + " " + what + " because of a PreVote request of " + delivered.from(), link, now());
            }
        }
        return null;
    }

    @Override
    public Void saveBegan(SaveBegan fact) {
        return effect("began to save its ballot");
    }

    @Override
    public Void timerArmed(TimerArmed fact) {
        return effect("armed its election timer");
    }

    @Override
    public Void termAdvanced(TermAdvanced fact) {
        return effect("moved to term " + fact.toTerm());
    }

    @Override
    public Void voteGranted(VoteGranted fact) {
        return effect("gave its vote of term " + fact.term());
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        return effect("became a follower");
    }

    @Override
    public Void becamePreCandidate(BecamePreCandidate fact) {
        return effect("became a pre-candidate");
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        return effect("became a candidate");
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        return effect("became the leader");
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        return effect("stepped down");
    }
}
