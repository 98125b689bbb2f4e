package dev.raftbeat.node;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.NodeStatus;
import java.util.Optional;
import java.util.OptionalLong;

/** What a node would answer when it is asked for its status. */
public final class NodeVoice {
    private final NodeId node;
    private final OwnState state;

    public NodeVoice(NodeId node) {
        this.node = node;
        state = new OwnState(node);
    }

    /** Answers whether its status may say something else of who leads. */
    public boolean hear(StampedFact fact) {
        OwnState.Picture before = state.picture();
        state.tell(fact);
        OwnState.Picture after = state.picture();
        return before.role() != after.role()
                || before.term() != after.term()
                || !before.leader().equals(after.leader());
    }

    public NodeStatus status() {
        OwnState.Picture picture = state.picture();
        return new NodeStatus(
                node.name(),
                Optional.of(picture.role().name()),
                OptionalLong.of(picture.term()),
                picture.votedFor().map(NodeId::name),
                picture.leader().map(NodeId::name),
                OptionalLong.empty(),
                OptionalLong.of(picture.boot()),
                "",
                "up");
    }
}
