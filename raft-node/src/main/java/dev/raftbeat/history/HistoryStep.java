package dev.raftbeat.history;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact;
import dev.raftbeat.protocol.WorldFact;
import java.util.Optional;

/** Takes what one fact says into a history. */
final class HistoryStep implements FactListener {
    private final History history;
    private final Nodes nodes;
    private StampedFact now;
    private int teller;

    HistoryStep(History history) {
        this.history = history;
        nodes = history.nodes;
    }

    void take(StampedFact fact, int node) {
        now = fact;
        teller = node;
        fact.fact().accept(this);
    }

    private void become(Role role, long term, int leader) {
        nodes.enter(teller, term);
        nodes.role[teller] = role;
        nodes.believed[teller] = leader;
        history.told(term);
        history.changed();
    }

    private int place(Optional<NodeId> node) {
        return node.isPresent() ? nodes.place(node.get()) : Leadership.NOBODY;
    }

    private void enter(long term) {
        if (term != nodes.term[teller]) {
            nodes.enter(teller, term);
            history.told(term);
            history.changed();
        }
    }

    @Override
    public void on(LifeFact.Booted fact) {
        history.addMembers(fact.members());
        nodes.up(teller, now.tNanos());
        nodes.settings[teller] = fact.settings();
        become(Role.FOLLOWER, fact.term(), Leadership.NOBODY);
        nodes.votedFor[teller] = place(fact.votedFor());
    }

    @Override
    public void on(LifeFact.SettingsChanged fact) {
        nodes.settings[teller] = fact.settings();
    }

    @Override
    public void on(LifeFact.BallotSaved fact) {
        if (fact.term() >= nodes.term[teller]) {
            enter(fact.term());
            nodes.votedFor[teller] = place(fact.votedFor());
        }
    }

    @Override
    public void on(VoteFact.VoteGranted fact) {
        enter(fact.term());
        nodes.votedFor[teller] = nodes.place(fact.candidate());
    }

    @Override
    public void on(RoleFact.BecameFollower fact) {
        become(Role.FOLLOWER, fact.term(), place(fact.leader()));
    }

    @Override
    public void on(RoleFact.BecamePreCandidate fact) {
        // Whoever asks by order of its leader follows it as long as it has no promises.
        become(Role.PRE_CANDIDATE, fact.term(), fact.transfer() ? nodes.believed[teller] : Leadership.NOBODY);
    }

    @Override
    public void on(RoleFact.BecameCandidate fact) {
        become(Role.CANDIDATE, fact.term(), Leadership.NOBODY);
        nodes.votedFor[teller] = teller;
    }

    @Override
    public void on(RoleFact.BecameLeader fact) {
        become(Role.LEADER, fact.term(), teller);
        nodes.votedFor[teller] = teller;
        history.elected(teller, fact.term());
    }

    @Override
    public void on(RoleFact.HeartbeatHeard fact) {
        int leader = nodes.place(fact.leader());
        if (fact.term() != nodes.term[teller] || leader != nodes.believed[teller]) {
            enter(fact.term());
            nodes.believed[teller] = leader;
            history.changed();
        }
    }

    /** Its term may be a newer one already: the fact names the term that it led. */
    @Override
    public void on(RoleFact.SteppedDown fact) {
        become(Role.FOLLOWER, Math.max(fact.term(), nodes.term[teller]), Leadership.NOBODY);
    }

    @Override
    public void on(RoleFact.TermAdvanced fact) {
        enter(fact.toTerm());
    }

    @Override
    public void on(WorldFact.FaultBegan fact) {
        if (!history.faults.began(now, fact)) {
            return;
        }
        if (fact.lasts()) {
            history.faultsChanged();
        }
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(this::ended);
        }
    }

    @Override
    public void on(WorldFact.FaultNarrowed fact) {
        if (history.faults.narrowed(fact)) {
            history.faultsChanged();
        }
    }

    @Override
    public void on(WorldFact.FaultEnded fact) {
        if (history.faults.ended(fact.fault())) {
            history.faultsChanged();
        }
    }

    @Override
    public void on(WorldFact.ProcessBegan fact) {
        if (nodes.started(nodes.place(fact.target()), now.tNanos())) {
            history.changed();
        }
    }

    @Override
    public void on(WorldFact.ProcessEnded fact) {
        ended(fact.target());
    }

    private void ended(NodeId node) {
        if (nodes.ended(nodes.place(node), now.tNanos())) {
            history.changed();
        }
    }
}
