package dev.raftbeat.raft;

import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a node that was told to stop remembers.
 *
 * @param byNanos when it ends at the latest, on its own clock; {@link Effects#NEVER} once it has told that it ends
 * @param heir whom it told to campaign when it led
 */
public record PlannedStop(long byNanos, Optional<NodeId> heir) {
    /** Nothing is left to do but to end. */
    PlannedStop done() {
        return new PlannedStop(Effects.NEVER, heir);
    }

    boolean isDone() {
        return byNanos == Effects.NEVER;
    }

    PlannedStop renamed(UnaryOperator<NodeId> names) {
        return new PlannedStop(byNanos, heir.map(names));
    }
}
