package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what {@link StatusWriter} writes, a worker at a time, so that the length of an answer costs no memory. A worker
 * that cannot be read is passed over and counted; the others are not worse for it.
 */
final class StatusReader {
    private static final List<String> OF_A_BEAT =
            List.of("node_id", "ts", "generation", "seq", "interval", "base_interval");

    private final Bounded in;
    private final Consumer<WorkerView> each;
    private final List<StateChange> changes = new ArrayList<>();
    private Optional<StatusForm.Head> monitor = Optional.empty();
    private boolean nodesSeen;
    private int unread;

    private StatusReader(InputStream in, Consumer<WorkerView> each) {
        this.in = new Bounded(in);
        this.each = each;
    }

    /**
     * Reads a status.
     *
     * @param each takes each worker as it is read
     * @return the report without its members
     * @throws IOException in a sentence, when it is not a monitor's status
     */
    static MonitorReport read(InputStream in, Consumer<WorkerView> each) throws IOException {
        try {
            return new StatusReader(in, each).all();
        } catch (JacksonException e) {
            throw e.getCause() instanceof IOException cut ? cut : notAStatus(Json.words(e), e);
        } catch (IllegalArgumentException e) {
            throw notAStatus(e.getMessage(), e);
        }
    }

    private static IOException notAStatus(String why, Exception e) {
        return new IOException("not a monitor's status: " + why, e);
    }

    /** The whole of a status that is at hand. */
    static MonitorReport read(String text) throws IOException {
        List<WorkerView> members = new ArrayList<>();
        MonitorReport head = read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), members::add);
        return head.with(members);
    }

    private MonitorReport all() {
        try (JsonParser from = MonitorJson.AROUND.createParser(in)) {
            require(from.nextToken() == JsonToken.START_OBJECT);
            while (from.nextToken() == JsonToken.PROPERTY_NAME) {
                part(from, from.currentName());
            }
        }
        require(monitor.isPresent() && nodesSeen);
        return monitor.get().report(changes, unread);
    }

    private void part(JsonParser from, String name) {
        JsonToken begin = from.nextToken();
        switch (name) {
            case "monitor" -> {
                in.allow();
                monitor = Optional.of(MonitorJson.AROUND.treeToValue(from.readValueAsTree(), StatusForm.Head.class));
            }
            case "nodes" -> {
                require(begin == JsonToken.START_OBJECT);
                nodesSeen = true;
                while (from.nextToken() == JsonToken.PROPERTY_NAME) {
                    from.nextToken();
                    tree(from, node -> each.accept(member(node)));
                }
            }
            case "changes" -> {
                require(begin == JsonToken.START_ARRAY);
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    tree(
                            from,
                            node -> changes.add(MonitorJson.AROUND
                                    .treeToValue(node, StatusForm.Change.class)
                                    .change()));
                }
            }
            default -> from.skipChildren();
        }
    }

    private static void require(boolean so) {
        if (!so) {
            throw new IllegalArgumentException("it is another kind of text");
        }
    }

    /** One record, which may be passed over; what is no JSON ends all. */
    private void tree(JsonParser from, Consumer<JsonNode> reader) {
        in.allow();
        JsonNode node = from.readValueAsTree();
        try {
            reader.accept(node);
        } catch (IllegalArgumentException | JacksonException bad) {
            unread++;
        }
    }

    /** @throws IllegalArgumentException when it is not what {@link StatusWriter} writes */
    static WorkerView member(JsonNode node) {
        return MonitorJson.AROUND.treeToValue(node, StatusForm.Worker.class).member(beat(node));
    }

    private static WorkerHeartbeat beat(JsonNode node) {
        ObjectNode beat = MonitorJson.AROUND.createObjectNode();
        node.required("metadata").properties().forEach(field -> beat.set(field.getKey(), field.getValue()));
        beat.remove(OF_A_BEAT);
        for (String name : OF_A_BEAT) {
            if (!node.required(name).isNull()) {
                beat.set(name, node.required(name));
            }
        }
        try {
            return BeatCodec.again(beat);
        } catch (HttpRefusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Ends with a sentence where a record, or the whole, is longer than any monitor writes. */
    private static final class Bounded extends FilterInputStream {
        /** A parser reads ahead by a buffer. */
        private static final int RECORD_MAX = MonitorLimits.WORKER_MAX + 16 * 1024;

        private long left = RECORD_MAX;
        private long leftAltogether = MonitorLimits.STATUS_MAX;

        private Bounded(InputStream in) {
            super(in);
        }

        /** Another record begins. */
        void allow() {
            left = RECORD_MAX;
        }

        private int count(int read) throws IOException {
            left -= Math.max(0, read);
            leftAltogether -= Math.max(0, read);
            if (left < 0 || leftAltogether < 0) {
                throw new IOException("longer than what a monitor tells");
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? -1 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return count(super.read(into, offset, length));
        }
    }
}
