package dev.raftbeat.world;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.world.NodeView.Countdown;
import dev.raftbeat.world.NodeView.Life;
import dev.raftbeat.world.NodeView.Role;
import dev.raftbeat.world.NodeView.VoteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Folds one node's facts, in their order, and the world's words about its process, into a {@link NodeView}. */
final class NodeFold extends FactFold<Void> {
    private final NodeId id;
    private Life life = Life.UNKNOWN;
    private boolean paused;
    private long lifeNanos = Long.MIN_VALUE;
    private int boot;
    private long seq;
    private long nowNanos;
    private Role role = Role.UNKNOWN;
    private long term;
    private Optional<NodeId> leader = Optional.empty();
    private Optional<NodeId> votedFor = Optional.empty();
    private Optional<Ballot> ballot = Optional.empty();
    private OptionalLong heartbeatNanos = OptionalLong.empty();
    private Optional<Countdown> countdown = Optional.empty();
    private Optional<VoteCount> count = Optional.empty();
    private final Writes writes = new Writes();
    private Optional<Settings> settings = Optional.empty();
    private List<NodeId> members = List.of();
    private OptionalLong lastFactNanos = OptionalLong.empty();
    private long factsLost;
    private long framesRefused;
    private Optional<String> ended = Optional.empty();
    private Optional<NodeView> frozen = Optional.empty();

    NodeFold(NodeId id) {
        this.id = id;
    }

    /** Answers whether the fact was news: not of an earlier life, and not heard before. */
    boolean hear(StampedFact stamped) {
        if (stamped.fact() instanceof FactsLost lost) {
            // It stands in the place of a lost fact, perhaps an earlier place than the last fact that was heard.
            factsLost += lost.count();
            frozen = Optional.empty();
            return false;
        }
        if (stamped.boot() < boot || (stamped.boot() == boot && stamped.seq() <= seq)) {
            return false;
        }
        if (stamped.boot() > boot && boot > 0) {
            forget();
        }
        boot = stamped.boot();
        seq = stamped.seq();
        nowNanos = stamped.tNanos();
        lastFactNanos = OptionalLong.of(Math.max(nowNanos, lastFactNanos.orElse(Long.MIN_VALUE)));
        if (life == Life.UNKNOWN) {
            life = Life.UP;
        }
        frozen = Optional.empty();
        stamped.fact().accept(this);
        return true;
    }

    void began(long tNanos) {
        if (tNanos >= lifeNanos) {
            forget();
        }
        changeLife(Life.UP, tNanos, Optional.empty());
    }

    void ended(long tNanos, String how) {
        changeLife(Life.DEAD, tNanos, Optional.of(how));
    }

    void paused(boolean now) {
        paused = now;
        frozen = Optional.empty();
    }

    /** The world's words and the node's own come in any order, so the later by the clock counts. */
    private void changeLife(Life to, long tNanos, Optional<String> how) {
        if (tNanos < lifeNanos) {
            return;
        }
        lifeNanos = tNanos;
        life = to;
        ended = how;
        frozen = Optional.empty();
    }

    boolean leads() {
        return role == Role.LEADER && life != Life.DEAD && !paused;
    }

    /** Whether it believes that {@code node} leads {@code ofTerm}. A node that stands still has not changed its mind. */
    boolean follows(NodeId node, long ofTerm) {
        return life != Life.DEAD
                && term == ofTerm
                && leader.isPresent()
                && leader.get().equals(node);
    }

    long term() {
        return term;
    }

    List<NodeId> members() {
        return members;
    }

    NodeView view() {
        if (frozen.isEmpty()) {
            frozen = Optional.of(freeze());
        }
        return frozen.get();
    }

    private NodeView freeze() {
        Life shown = paused && life == Life.UP ? Life.PAUSED : life;
        boolean dead = life == Life.DEAD;
        return new NodeView(
                id,
                shown,
                boot,
                role,
                term,
                dead ? Optional.empty() : leader,
                votedFor,
                ballot,
                heartbeatNanos,
                dead ? Optional.empty() : countdown,
                count,
                dead ? Optional.empty() : writes.now(),
                settings,
                members,
                lastFactNanos,
                factsLost,
                framesRefused,
                ended);
    }

    private void forget() {
        role = Role.UNKNOWN;
        leader = Optional.empty();
        heartbeatNanos = OptionalLong.empty();
        countdown = Optional.empty();
        count = Optional.empty();
        writes.forget();
        framesRefused = 0;
    }

    private void enter(long newTerm) {
        if (newTerm != term) {
            votedFor = Optional.empty();
        }
        term = newTerm;
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        changeLife(Life.UP, nowNanos, Optional.empty());
        role = Role.FOLLOWER;
        term = fact.term();
        votedFor = fact.votedFor();
        ballot = Optional.of(new Ballot(fact.term(), fact.votedFor()));
        members = fact.members();
        settings = Optional.of(fact.settings());
        return null;
    }

    @Override
    public Void settingsChanged(SettingsChanged fact) {
        settings = Optional.of(fact.settings());
        return null;
    }

    @Override
    public Void saveBegan(SaveBegan fact) {
        writes.begin(new Ballot(fact.term(), fact.votedFor()), nowNanos);
        return null;
    }

    @Override
    public Void ballotSaved(BallotSaved fact) {
        Ballot saved = new Ballot(fact.term(), fact.votedFor());
        writes.end(saved);
        ballot = Optional.of(saved);
        if (fact.term() >= term) {
            term = fact.term();
            votedFor = fact.votedFor();
        }
        return null;
    }

    @Override
    public Void saveFailed(SaveFailed fact) {
        writes.forget();
        return null;
    }

    @Override
    public Void stopped(Stopped fact) {
        ended = Optional.of(fact.reason());
        return null;
    }

    @Override
    public Void frameRefused(FrameRefused fact) {
        framesRefused++;
        return null;
    }

    @Override
    public Void timerArmed(TimerArmed fact) {
        countdown = Optional.of(Countdown.of(nowNanos, fact.drawNanos(), fact.dueNanos()));
        return null;
    }

    @Override
    public Void timerFired(TimerFired fact) {
        countdown = Optional.empty();
        return null;
    }

    @Override
    public Void voteGranted(VoteGranted fact) {
        enter(fact.term());
        votedFor = Optional.of(fact.candidate());
        return null;
    }

    @Override
    public Void voteCounted(VoteCounted fact) {
        List<NodeId> voters = new ArrayList<>(
                count.filter(before -> before.term() == fact.term() && before.preVote() == fact.preVote())
                        .map(VoteCount::voters)
                        .orElse(List.of()));
        voters.remove(fact.voter());
        voters.add(fact.voter());
        count = Optional.of(new VoteCount(fact.term(), fact.preVote(), fact.have(), fact.need(), voters));
        return null;
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        enter(fact.term());
        role = Role.FOLLOWER;
        leader = fact.leader();
        count = Optional.empty();
        return null;
    }

    @Override
    public Void becamePreCandidate(BecamePreCandidate fact) {
        enter(fact.term());
        role = Role.PRE_CANDIDATE;
        leader = Optional.empty();
        count = Optional.empty();
        return null;
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        enter(fact.term());
        role = Role.CANDIDATE;
        votedFor = Optional.of(id);
        leader = Optional.empty();
        count = Optional.empty();
        return null;
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        enter(fact.term());
        role = Role.LEADER;
        votedFor = Optional.of(id);
        leader = Optional.of(id);
        countdown = Optional.empty();
        return null;
    }

    @Override
    public Void heartbeatHeard(HeartbeatHeard fact) {
        enter(fact.term());
        heartbeatNanos = OptionalLong.of(nowNanos);
        leader = Optional.of(fact.leader());
        return null;
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        role = Role.FOLLOWER;
        leader = Optional.empty();
        return null;
    }

    @Override
    public Void termAdvanced(TermAdvanced fact) {
        enter(fact.toTerm());
        leader = Optional.empty();
        return null;
    }
}
