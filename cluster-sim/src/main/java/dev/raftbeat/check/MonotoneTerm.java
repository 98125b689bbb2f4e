package dev.raftbeat.check;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I3: a node's term never falls (paper, Figure 2, "increases monotonically"), across all its lives. {@code SaveBegan} is
 * left out: it is told ahead of facts that wait for an earlier save. So are facts about a term that has ended, and
 * {@code BecamePreCandidate}: a cluster of one asks itself and stands in one turn, all told behind the save of its vote.
 */
@Grounds(needs = "every fact that tells a node's own term, over all lives", unknown = "never otherwise")
final class MonotoneTerm extends Check {
    private record Peak(long term, StampedFact fact) {}

    private final SortedMap<NodeId, Peak> peaks = new TreeMap<>();

    MonotoneTerm() {
        super("I3", "terms never fall", "A node's term never falls, through all its restarts.");
    }

    private Void term(long term) {
        Peak before = peaks.get(teller());
        if (before != null) {
            count();
        }
        if (before != null && term < before.term) {
            violated(teller() + " fell from term " + before.term + " to " + term, before.fact, now());
        } else if (before == null || term > before.term) {
            peaks.put(teller(), new Peak(term, now()));
        }
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        return term(fact.term());
    }

    @Override
    public Void ballotSaved(BallotSaved fact) {
        return term(fact.term());
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        return term(fact.term());
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        return term(fact.term());
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        return term(fact.term());
    }

    @Override
    public Void heartbeatHeard(HeartbeatHeard fact) {
        return term(fact.term());
    }

    @Override
    public Void termAdvanced(TermAdvanced fact) {
        return term(fact.toTerm());
    }

    @Override
    public Void voteGranted(VoteGranted fact) {
        return term(fact.term());
    }
}
