package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;

/**
 * I3: a node's term never falls (paper, Figure 2, "increases monotonically"), across all its lives. {@code SaveBegan} is
 * left out: it is told ahead of facts that wait for an earlier save. So are facts about a term that has ended, and
 * {@code BecamePreCandidate}: a cluster of one asks itself and stands in one turn, all told behind the save of its vote.
 */
@Evidence(needs = "every fact that tells a node's own term, over all lives", unknown = "never otherwise")
final class MonotoneTerm extends Check {
    private static final class Peak {
        private long term;
        private StampedFact fact;
    }

    private final PerNode<Peak> peaks = new PerNode<>(Peak::new);

    MonotoneTerm() {
        super("I3", "terms never fall", "A node's term never falls, through all its restarts.");
    }

    private void term(long term) {
        Peak peak = peaks.of(tellerPlace());
        if (peak.fact != null) {
            count();
        }
        if (peak.fact != null && term < peak.term) {
            violated(teller() + " fell from term " + peak.term + " to " + term, peak.fact, now());
        } else if (peak.fact == null || term > peak.term) {
            peak.term = term;
            peak.fact = now();
        }
    }

    @Override
    public void on(Booted fact) {
        term(fact.term());
    }

    @Override
    public void on(BallotSaved fact) {
        term(fact.term());
    }

    @Override
    public void on(BecameFollower fact) {
        term(fact.term());
    }

    @Override
    public void on(BecameCandidate fact) {
        term(fact.term());
    }

    @Override
    public void on(BecameLeader fact) {
        term(fact.term());
    }

    @Override
    public void on(HeartbeatHeard fact) {
        term(fact.term());
    }

    @Override
    public void on(TermAdvanced fact) {
        term(fact.toTerm());
    }

    @Override
    public void on(VoteGranted fact) {
        term(fact.term());
    }
}
