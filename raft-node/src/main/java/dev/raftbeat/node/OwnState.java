package dev.raftbeat.node;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the node has told about itself so far, for {@code /status} and the probes. A history of the node's own facts: it
 * shows nothing that is not durable yet. Written by the event loop, read by the threads that answer HTTP.
 */
final class OwnState implements FactSink {
    private static final int SELF = 0;

    private final History history;
    private OptionalLong heardNanos = OptionalLong.empty();
    private volatile Picture picture = new Picture(
            0, Role.FOLLOWER, 0, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), List.of());

    OwnState(NodeId self) {
        history = new History(List.of(self));
    }

    @Override
    public void tell(StampedFact stamped) {
        Fact fact = stamped.fact();
        if (fact instanceof MessageFact || fact instanceof TimerFact || !history.hear(stamped)) {
            return;
        }
        if (fact instanceof HeartbeatHeard || fact instanceof BecameLeader) {
            heardNanos = OptionalLong.of(stamped.tNanos());
        } else if (fact instanceof Booted) {
            heardNanos = OptionalLong.empty();
        }
        picture = new Picture(
                history.boot(SELF),
                history.role(SELF),
                history.term(SELF),
                history.nameOf(history.votedFor(SELF)),
                history.nameOf(history.believed(SELF)),
                heardNanos,
                Optional.ofNullable(history.settings(SELF)),
                history.members());
    }

    Picture picture() {
        return picture;
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
            List<NodeId> members) {}
}
