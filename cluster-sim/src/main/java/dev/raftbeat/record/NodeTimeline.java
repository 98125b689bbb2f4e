package dev.raftbeat.record;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.util.Optional;
import java.util.OptionalLong;

/** One node's part in a run: what it was when, and what it had last heard when its timer ran out. */
final class NodeTimeline {
    /**
     * @param leader whom it believes to lead
     */
    record State(Phase phase, long term, Optional<NodeId> leader) {}

    final NodeId id;
    final TimelineLane<State> lane = new TimelineLane<>();
    private State own = new State(Phase.UNKNOWN, 0, Optional.empty());
    private boolean dead;
    private int pauses;
    Optional<Settings> settings = Optional.empty();
    Optional<NodeId> heard = Optional.empty();
    long heardNanos;
    long bootedNanos;
    /** Heartbeats on their way to it that were lost since it last heard one. */
    long lost;

    Optional<LossReason> lossReason = Optional.empty();
    Optional<FactId> lossFault = Optional.empty();
    Optional<TimerFired> fired = Optional.empty();
    OptionalLong orderedNanos = OptionalLong.empty();
    Optional<String> endedHow = Optional.empty();
    long endedNanos;
    long pausedNanos;
    long steppedDownNanos = Long.MIN_VALUE;
    /** The last higher term that it adopted, from whom. */
    Optional<TermAdvanced> advanced = Optional.empty();

    NodeTimeline(NodeId id) {
        this.id = id;
    }

    boolean isDown() {
        return dead;
    }

    boolean isPaused() {
        return pauses > 0;
    }

    State own() {
        return own;
    }

    void died(long tNanos, String how) {
        if (!dead) {
            endedHow = Optional.of(how);
            endedNanos = tNanos;
        }
        dead = true;
        note(tNanos);
    }

    void paused(long tNanos, int by) {
        if (pauses == 0) {
            pausedNanos = tNanos;
        }
        pauses = Math.max(0, pauses + by);
        note(tNanos);
    }

    private void become(long tNanos, Phase phase, long term, Optional<NodeId> leader) {
        own = new State(phase, term, leader);
        dead = false;
        note(tNanos);
    }

    private void note(long tNanos) {
        Phase seen = dead ? Phase.DOWN : pauses > 0 ? Phase.PAUSED : own.phase();
        lane.note(tNanos, new State(seen, own.term(), own.leader()));
    }

    /** A heartbeat to this node came to nothing. */
    void missed(MessageLost fact) {
        lost++;
        lossReason = Optional.of(fact.reason());
        lossFault = fact.fault();
    }

    /** Takes in the node's own facts. */
    FactFold<Void> fold(long tNanos) {
        return new Fold(tNanos);
    }

    private final class Fold extends FactFold<Void> {
        private final long tNanos;

        private Fold(long tNanos) {
            this.tNanos = tNanos;
        }

        @Override
        protected Void otherwise(Fact fact) {
            return null;
        }

        @Override
        public Void booted(Booted fact) {
            settings = Optional.of(fact.settings());
            bootedNanos = tNanos;
            heard = Optional.empty();
            lost = 0;
            become(tNanos, Phase.FOLLOWER, fact.term(), Optional.empty());
            return null;
        }

        @Override
        public Void settingsChanged(SettingsChanged fact) {
            settings = Optional.of(fact.settings());
            return null;
        }

        @Override
        public Void heartbeatHeard(HeartbeatHeard fact) {
            heard = Optional.of(fact.leader());
            heardNanos = tNanos;
            lost = 0;
            lossFault = Optional.empty();
            lossReason = Optional.empty();
            return null;
        }

        @Override
        public Void timerFired(TimerFired fact) {
            fired = Optional.of(fact);
            return null;
        }

        @Override
        public Void becameFollower(BecameFollower fact) {
            become(tNanos, Phase.FOLLOWER, fact.term(), fact.leader());
            return null;
        }

        @Override
        public Void becamePreCandidate(BecamePreCandidate fact) {
            become(tNanos, Phase.PRE_CANDIDATE, fact.term(), Optional.empty());
            return null;
        }

        @Override
        public Void becameCandidate(BecameCandidate fact) {
            become(tNanos, Phase.CANDIDATE, fact.term(), Optional.empty());
            return null;
        }

        @Override
        public Void becameLeader(BecameLeader fact) {
            become(tNanos, Phase.LEADER, fact.term(), Optional.of(id));
            return null;
        }

        @Override
        public Void termAdvanced(TermAdvanced fact) {
            advanced = Optional.of(fact);
            return null;
        }

        @Override
        public Void steppedDown(SteppedDown fact) {
            steppedDownNanos = tNanos;
            become(tNanos, Phase.FOLLOWER, Math.max(own.term(), fact.term()), Optional.empty());
            return null;
        }
    }
}
