package dev.raftbeat.world;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.world.NodeView.Countdown;
import dev.raftbeat.world.NodeView.Life;
import dev.raftbeat.world.NodeView.VoteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds what one node tells of itself into a {@link NodeView}, beside what a history makes of it: the countdown of its
 * timer, its votes and saves, the age of its news.
 */
final class NodeFold implements FactListener {
    private final NodeId id;
    private int boot;
    private long nowNanos;
    private Optional<Ballot> ballot = Optional.empty();
    private OptionalLong heartbeatNanos = OptionalLong.empty();
    private Optional<Countdown> countdown = Optional.empty();
    private Optional<VoteCount> count = Optional.empty();
    private final PendingSaves writes = new PendingSaves();
    private List<NodeId> members = List.of();
    private OptionalLong lastFactNanos = OptionalLong.empty();
    private long factsLost;
    private long framesRefused;
    private Optional<String> ended = Optional.empty();
    private Optional<NodeView> frozen = Optional.empty();

    NodeFold(NodeId id) {
        this.id = id;
    }

    /** @param stamped news of this node: not of an earlier life, and not heard before */
    void hear(StampedFact stamped) {
        frozen = Optional.empty();
        if (stamped.fact() instanceof FactsLost lost) {
            factsLost += lost.count();
            return;
        }
        if (stamped.boot() > boot && boot > 0) {
            forget();
        }
        boot = stamped.boot();
        nowNanos = stamped.tNanos();
        lastFactNanos = OptionalLong.of(Math.max(nowNanos, lastFactNanos.orElse(Long.MIN_VALUE)));
        stamped.fact().accept(this);
    }

    /** Its process was started, and has told nothing yet. */
    void began() {
        forget();
        ended = Optional.empty();
    }

    void ended(String how) {
        ended = Optional.of(how);
        changed();
    }

    /** What the history makes of it may have changed. */
    void changed() {
        frozen = Optional.empty();
    }

    /** @param node its place in the history; less than 0 when nothing was heard of it */
    NodeView view(History history, int node) {
        if (frozen.isEmpty()) {
            frozen = Optional.of(node < 0 ? unheard() : freeze(history, node));
        }
        return frozen.get();
    }

    private NodeView unheard() {
        return freeze(new History(List.of(id)), 0);
    }

    private static Life life(History history, int node) {
        if (history.isDead(node)) {
            return Life.DEAD;
        }
        boolean heard = history.isUp(node) || history.isStarting(node);
        return !heard ? Life.UNKNOWN : history.isFrozen(node) ? Life.PAUSED : Life.UP;
    }

    private NodeView freeze(History history, int node) {
        boolean dead = history.isDead(node);
        return new NodeView(
                id,
                life(history, node),
                boot,
                history.role(node),
                history.term(node),
                dead ? Optional.empty() : history.nameOf(history.believed(node)),
                history.nameOf(history.votedFor(node)),
                ballot,
                heartbeatNanos,
                dead ? Optional.empty() : countdown,
                count,
                dead ? Optional.empty() : writes.now(),
                Optional.ofNullable(history.settings(node)),
                members,
                lastFactNanos,
                factsLost,
                framesRefused,
                ended);
    }

    private void forget() {
        heartbeatNanos = OptionalLong.empty();
        countdown = Optional.empty();
        count = Optional.empty();
        writes.forget();
        framesRefused = 0;
        changed();
    }

    @Override
    public void on(Booted fact) {
        ended = Optional.empty();
        ballot = Optional.of(new Ballot(fact.term(), fact.votedFor()));
        members = fact.members();
    }

    @Override
    public void on(SaveBegan fact) {
        writes.begin(new Ballot(fact.term(), fact.votedFor()), nowNanos);
    }

    @Override
    public void on(BallotSaved fact) {
        Ballot saved = new Ballot(fact.term(), fact.votedFor());
        writes.end(saved);
        ballot = Optional.of(saved);
    }

    @Override
    public void on(SaveFailed fact) {
        writes.forget();
    }

    @Override
    public void on(Stopped fact) {
        ended = Optional.of(fact.reason());
    }

    @Override
    public void on(FrameRefused fact) {
        framesRefused++;
    }

    @Override
    public void on(TimerArmed fact) {
        countdown = Optional.of(Countdown.of(nowNanos, fact.drawNanos(), fact.dueNanos()));
    }

    @Override
    public void on(TimerFired fact) {
        countdown = Optional.empty();
    }

    @Override
    public void on(VoteCounted fact) {
        List<NodeId> voters = new ArrayList<>(
                count.filter(before -> before.term() == fact.term() && before.preVote() == fact.preVote())
                        .map(VoteCount::voters)
                        .orElse(List.of()));
        voters.remove(fact.voter());
        voters.add(fact.voter());
        count = Optional.of(new VoteCount(fact.term(), fact.preVote(), fact.have(), fact.need(), voters));
    }

    @Override
    public void on(BecameFollower fact) {
        count = Optional.empty();
    }

    @Override
    public void on(BecamePreCandidate fact) {
        count = Optional.empty();
    }

    @Override
    public void on(BecameCandidate fact) {
        count = Optional.empty();
    }

    @Override
    public void on(BecameLeader fact) {
        countdown = Optional.empty();
    }

    @Override
    public void on(HeartbeatHeard fact) {
        heartbeatNanos = OptionalLong.of(nowNanos);
    }
}
