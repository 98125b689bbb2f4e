package dev.raftbeat.spacetime;

import dev.raftbeat.history.History;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import java.util.Locale;
import java.util.Optional;

/**
 * What a node is seen to be.
 *
 * @param down whether it has no process that has come up
 * @param frozen whether a fault makes it stand still
 * @param leader whom it believes to lead
 */
public record NodeState(Role role, boolean down, boolean frozen, long term, Optional<NodeId> leader) {
    public static NodeState of(History history, int node) {
        return new NodeState(
                history.role(node),
                history.isDead(node) || history.isStarting(node),
                history.isFrozen(node),
                history.term(node),
                history.nameOf(history.believed(node)));
    }

    /** Whether it runs, and is this. */
    public boolean is(Role other) {
        return role == other && !down && !frozen;
    }

    /** Whether anything was told of it. */
    public boolean isKnown() {
        return role != Role.UNKNOWN || down || frozen;
    }

    /** The class of its look. */
    public String look() {
        return down
                ? "down"
                : frozen ? "paused" : role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        if (down || frozen) {
            return down ? "down" : "stands still";
        }
        return switch (role) {
            case UNKNOWN -> "not heard of";
            case PRE_CANDIDATE -> "asks for promises (PreVote)";
            case LEADER -> "takes itself for the leader";
            case FOLLOWER, CANDIDATE -> look();
        };
    }

    /** How high it is drawn: the nearer to leading, the higher. */
    public int height() {
        if (down || frozen) {
            return down ? 2 : 18;
        }
        return switch (role) {
            case UNKNOWN -> 2;
            case FOLLOWER -> 5;
            case PRE_CANDIDATE -> 12;
            case CANDIDATE -> 18;
            case LEADER -> 24;
        };
    }
}
