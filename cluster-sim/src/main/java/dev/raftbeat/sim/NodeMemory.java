package dev.raftbeat.sim;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.raft.ElectionTimer;
import dev.raftbeat.raft.LeaderState;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.RaftState.KnownLeader;
import dev.raftbeat.raft.VoteTally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What one node must have known, from what it told. */
final class NodeMemory implements FactListener {
    private final NodeId id;
    private StampedFact now;
    private Ballot ballot = Ballot.BLANK;
    private Role role = Role.FOLLOWER;
    private Optional<KnownLeader> leader = Optional.empty();
    private Optional<ElectionTimer.Armed> timer = Optional.empty();
    private VoteTally tally = VoteTally.EMPTY;
    private final TreeMap<NodeId, SuspicionReason> suspected = new TreeMap<>();
    private final TreeMap<NodeId, Integer> gone = new TreeMap<>();
    private final TreeMap<NodeId, Long> acknowledged = new TreeMap<>();
    private long heartbeatsNanos;
    private int lifeHeard;
    private long round;
    private long draws;
    private Optional<FactId> armedBy = Optional.empty();
    private Optional<FactId> roleBy = Optional.empty();
    int boot;
    long seq;
    long lamport;
    boolean runs;
    boolean isStarting;
    Ballot durable = Ballot.BLANK;
    Optional<Settings> settings = Optional.empty();
    long lastDrawNanos;

    NodeMemory(NodeId id) {
        this.id = id;
    }

    void hear(StampedFact fact) {
        if (fact.boot() < boot || (fact.boot() == boot && fact.seq() <= seq)) {
            return;
        }
        now = fact;
        boot = fact.boot();
        seq = fact.seq();
        lamport = fact.lamport();
        fact.fact().accept(this);
    }

    SimStart.NodeStart start(List<NodeId> members, OptionalLong aligned, boolean paused) {
        Optional<RaftState> state = runs ? settings.map(own -> state(members, own, aligned)) : Optional.empty();
        return new SimStart.NodeStart(boot, seq, lamport, paused, durable, state, armedBy, roleBy);
    }

    private RaftState state(List<NodeId> members, Settings own, OptionalLong aligned) {
        boolean leads = role == Role.LEADER;
        return new RaftState(
                ballot,
                role,
                leader,
                own,
                new ElectionTimer(leads ? Optional.empty() : timer, aligned, draws),
                Math.max(round, (long) boot << 32),
                tally,
                leads ? Optional.of(leadership(members, own)) : Optional.empty(),
                suspected,
                gone);
    }

    /** Rounds are told by no fact, so they are counted anew; whoever answered, counts as heard when its answer came. */
    private LeaderState leadership(List<NodeId> members, Settings own) {
        long elected = leader.map(KnownLeader::heardAt).orElse(heartbeatsNanos);
        TreeMap<NodeId, LeaderState.Ack> acks = new TreeMap<>();
        for (NodeId peer : members) {
            if (!peer.equals(id)) {
                acks.put(peer, new LeaderState.Ack(0, Math.max(elected, acknowledged.getOrDefault(peer, elected))));
            }
        }
        return new LeaderState(0, heartbeatsNanos + own.heartbeatNanos(), List.of(), acks, 0);
    }

    private void become(Role next, long term, Optional<KnownLeader> known) {
        if (term > ballot.term()) {
            ballot = new Ballot(term, Optional.empty());
        }
        role = next;
        leader = known;
        tally = VoteTally.EMPTY;
        roleBy = Optional.of(now.id());
    }

    @Override
    public void on(Booted fact) {
        runs = true;
        isStarting = false;
        settings = Optional.of(fact.settings());
        ballot = new Ballot(fact.term(), fact.votedFor());
        durable = ballot;
        suspected.clear();
        gone.clear();
        acknowledged.clear();
        timer = Optional.empty();
        draws = 0;
        round = 0;
        become(Role.FOLLOWER, fact.term(), Optional.empty());
    }

    @Override
    public void on(SettingsChanged fact) {
        settings = Optional.of(fact.settings());
    }

    @Override
    public void on(BallotSaved fact) {
        ballot = new Ballot(fact.term(), fact.votedFor());
        durable = ballot;
    }

    /** The due time is that of the node's own clock, which a skew may have moved: what does not fit is worked out. */
    @Override
    public void on(TimerArmed fact) {
        long guess = now.tNanos() + fact.drawNanos();
        long due = Math.abs(fact.dueNanos() - guess) <= fact.drawNanos() ? fact.dueNanos() : guess;
        timer = Optional.of(new ElectionTimer.Armed(fact.reason(), fact.drawNanos(), due));
        armedBy = Optional.of(now.id());
        lastDrawNanos = fact.drawNanos();
        draws++;
    }

    @Override
    public void on(VoteGranted fact) {
        ballot = new Ballot(fact.term(), Optional.of(fact.candidate()));
    }

    @Override
    public void on(VoteCounted fact) {
        if (!tally.has(fact.voter())) {
            tally = tally.with(fact.voter());
        }
    }

    @Override
    public void on(TermAdvanced fact) {
        if (fact.toTerm() > ballot.term()) {
            ballot = new Ballot(fact.toTerm(), Optional.empty());
        }
    }

    @Override
    public void on(BecameFollower fact) {
        become(Role.FOLLOWER, fact.term(), fact.leader().map(node -> new KnownLeader(node, now.tNanos(), 0)));
    }

    @Override
    public void on(BecamePreCandidate fact) {
        become(Role.PRE_CANDIDATE, fact.term(), fact.transfer() ? leader : Optional.empty());
        round = fact.round();
        if (fact.transfer()) {
            tally = VoteTally.byOrder(new RaftRules().transferUntil(0, settings.orElseThrow()));
        }
    }

    @Override
    public void on(BecameCandidate fact) {
        become(Role.CANDIDATE, fact.term(), Optional.empty());
        ballot = new Ballot(fact.term(), Optional.of(id));
    }

    @Override
    public void on(BecameLeader fact) {
        become(Role.LEADER, fact.term(), Optional.of(new KnownLeader(id, now.tNanos(), 0)));
        acknowledged.clear();
        heartbeatsNanos = now.tNanos();
    }

    @Override
    public void on(HeartbeatHeard fact) {
        leader = Optional.of(new KnownLeader(fact.leader(), now.tNanos(), 0, lifeHeard, 0));
        gone.remove(fact.leader(), lifeHeard);
    }

    @Override
    public void on(PeerProvenDead fact) {
        gone.merge(fact.peer(), fact.life(), Math::max);
    }

    @Override
    public void on(MessageSent fact) {
        if (fact.kind().equals("AppendEntries")) {
            heartbeatsNanos = now.tNanos();
        }
    }

    @Override
    public void on(MessageDelivered fact) {
        if (fact.kind().equals("AppendEntriesReply")) {
            acknowledged.put(fact.from(), now.tNanos());
        } else if (fact.kind().equals("AppendEntries")) {
            lifeHeard = fact.id().boot();
        }
    }

    @Override
    public void on(PeerSuspected fact) {
        suspected.put(fact.peer(), fact.reason());
    }

    @Override
    public void on(PeerTrusted fact) {
        suspected.remove(fact.peer());
    }
}
