package dev.raftbeat.node;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
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
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the node has told about itself so far, for {@code /status} and the probes. A fold over the node's own facts: it
 * shows nothing that is not durable yet. Written by the event loop, read by the threads that answer HTTP.
 */
final class OwnState extends FactFold<OwnState.Picture> implements FactSink {
    private final Optional<NodeId> self;
    private volatile Picture picture = new Picture(
            0, Role.FOLLOWER, 0, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), List.of());
    private long tNanos;

    OwnState(NodeId self) {
        this.self = Optional.of(self);
    }

    @Override
    public void tell(StampedFact fact) {
        tNanos = fact.tNanos();
        Picture next = fact.fact().accept(this);
        if (next.boot != fact.boot()) {
            next = next.withBoot(fact.boot());
        }
        picture = next;
    }

    Picture picture() {
        return picture;
    }

    @Override
    protected Picture otherwise(Fact fact) {
        return picture;
    }

    @Override
    public Picture booted(Booted fact) {
        return new Picture(
                picture.boot,
                Role.FOLLOWER,
                fact.term(),
                fact.votedFor(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(fact.settings()),
                fact.members());
    }

    @Override
    public Picture settingsChanged(SettingsChanged fact) {
        return new Picture(
                picture.boot,
                picture.role,
                picture.term,
                picture.votedFor,
                picture.leader,
                picture.heardNanos,
                Optional.of(fact.settings()),
                picture.members);
    }

    @Override
    public Picture voteGranted(VoteGranted fact) {
        return new Picture(
                picture.boot,
                picture.role,
                fact.term(),
                Optional.of(fact.candidate()),
                picture.leader,
                picture.heardNanos,
                picture.settings,
                picture.members);
    }

    @Override
    public Picture becameFollower(BecameFollower fact) {
        return picture.become(Role.FOLLOWER, fact.term(), voteIn(fact.term()), fact.leader(), picture.heardNanos);
    }

    @Override
    public Picture becamePreCandidate(BecamePreCandidate fact) {
        return picture.become(
                Role.PRE_CANDIDATE, fact.term(), voteIn(fact.term()), Optional.empty(), picture.heardNanos);
    }

    @Override
    public Picture becameCandidate(BecameCandidate fact) {
        return picture.become(Role.CANDIDATE, fact.term(), self, Optional.empty(), picture.heardNanos);
    }

    @Override
    public Picture becameLeader(BecameLeader fact) {
        return picture.become(Role.LEADER, fact.term(), self, self, OptionalLong.of(tNanos));
    }

    @Override
    public Picture termAdvanced(TermAdvanced fact) {
        return picture.become(picture.role, fact.toTerm(), Optional.empty(), Optional.empty(), picture.heardNanos);
    }

    @Override
    public Picture heartbeatHeard(HeartbeatHeard fact) {
        return picture.become(
                picture.role, fact.term(), voteIn(fact.term()), Optional.of(fact.leader()), OptionalLong.of(tNanos));
    }

    private Optional<NodeId> voteIn(long term) {
        return term == picture.term ? picture.votedFor : Optional.empty();
    }

    /** @param heardNanos when the last heartbeat was heard, on the host's monotonic clock */
    record Picture(
            int boot,
            Role role,
            long term,
            Optional<NodeId> votedFor,
            Optional<NodeId> leader,
            OptionalLong heardNanos,
            Optional<Settings> settings,
            List<NodeId> members) {
        private Picture become(
                Role newRole,
                long newTerm,
                Optional<NodeId> newVote,
                Optional<NodeId> newLeader,
                OptionalLong newHeardNanos) {
            return new Picture(boot, newRole, newTerm, newVote, newLeader, newHeardNanos, settings, members);
        }

        private Picture withBoot(int newBoot) {
            return new Picture(newBoot, role, term, votedFor, leader, heardNanos, settings, members);
        }
    }
}
