package dev.raftbeat.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node says about itself, or what is said about one that cannot answer.
 *
 * @param role empty for a node that does not answer, like the term, vote and leader
 * @param lastHeardMs milliseconds since it last heard a heartbeat; 0 for a leader, empty when it never has
 * @param endpoint the address of its control endpoint
 * @param state {@code up}, {@code dead}, {@code paused} or {@code silent}
 */
public record NodeStatus(
        String node,
        Optional<String> role,
        OptionalLong term,
        Optional<String> votedFor,
        Optional<String> leader,
        OptionalLong lastHeardMs,
        OptionalLong boot,
        String endpoint,
        String state) {
    /** The status of a node that does not answer. */
    public static NodeStatus unreachable(String node, String state, String endpoint) {
        return new NodeStatus(
                node,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                endpoint,
                state);
    }

    public String toJson() {
        return RecordJson.write(this);
    }

    /** Several of them, and what is to be said of them together, as {@code {"nodes":[...],"notes":[...]}}. */
    public static String toJson(List<NodeStatus> all, List<String> notes) {
        return RecordJson.write(new Several(all, notes));
    }

    private record Several(List<NodeStatus> nodes, List<String> notes) {}

    /** @throws IllegalArgumentException when the text is not such a status */
    public static NodeStatus fromJson(String json) {
        try {
            return RecordJson.read(json, NodeStatus.class);
        } catch (WireException e) {
            throw new IllegalArgumentException("not a node's status: " + e.getMessage(), e);
        }
    }
}
