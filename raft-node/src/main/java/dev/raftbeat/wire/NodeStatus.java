package dev.raftbeat.wire;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a node says about itself, or what is said about one that cannot answer.
 *
 * @param state {@code up}, {@code dead}, {@code paused} or {@code silent}
 * @param role empty for a node that does not answer, like the term, vote and leader
 * @param lastHeardMs milliseconds since it last heard a heartbeat; 0 for a leader, empty when it never has
 * @param endpoint the address of its control endpoint
 */
public record NodeStatus(
        String node,
        String state,
        Optional<String> role,
        OptionalLong term,
        Optional<String> votedFor,
        Optional<String> leader,
        OptionalLong lastHeardMs,
        OptionalLong boot,
        String endpoint) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The status of a node that does not answer. */
    public static NodeStatus unreachable(String node, String state, String endpoint) {
        return new NodeStatus(
                node,
                state,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                endpoint);
    }

    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out);
        }
        return text.toString();
    }

    /** Several of them as {@code {"nodes":[...]}}. */
    public static String toJson(List<NodeStatus> all) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("nodes");
            all.forEach(status -> status.write(out));
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private void write(JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("node", node);
        text(out, "role", role);
        number(out, "term", term);
        text(out, "votedFor", votedFor);
        text(out, "leader", leader);
        number(out, "lastHeardMs", lastHeardMs);
        number(out, "boot", boot);
        out.writeStringProperty("endpoint", endpoint);
        out.writeStringProperty("state", state);
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, Optional<String> value) {
        out.writeName(name);
        if (value.isPresent()) {
            out.writeString(value.get());
        } else {
            out.writeNull();
        }
    }

    private static void number(JsonGenerator out, String name, OptionalLong value) {
        out.writeName(name);
        if (value.isPresent()) {
            out.writeNumber(value.getAsLong());
        } else {
            out.writeNull();
        }
    }

    /** @throws IllegalArgumentException when the text is not such a status */
    public static NodeStatus fromJson(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            return new NodeStatus(
                    root.required("node").asString(),
                    root.required("state").asString(),
                    optionalText(root, "role"),
                    optionalNumber(root, "term"),
                    optionalText(root, "votedFor"),
                    optionalText(root, "leader"),
                    optionalNumber(root, "lastHeardMs"),
                    optionalNumber(root, "boot"),
                    root.required("endpoint").asString());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a node's status: " + e.getOriginalMessage(), e);
        }
    }

    private static Optional<String> optionalText(JsonNode root, String name) {
        JsonNode value = root.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static OptionalLong optionalNumber(JsonNode root, String name) {
        JsonNode value = root.path(name);
        return value.isIntegralNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }
}
