package dev.raftbeat.wire;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.json.JsonFactory;

/**
 * What a node's process reads and writes besides frames and facts: its launch file, its rules and its status, each a
 * record. Reading is as strict as that of frames.
 *
 * <p>This is done on Jackson's streaming core, though databind would do it too: that would cost each node some ten
 * megabytes of memory and two tenths of a second of its start, for which the first election has to wait. Whatever is not
 * a node's business is read and written by {@link StrictJson}.
 */
public final class RecordJson {
    private static final int LENGTH_MAX = 1 << 20;
    private static final int STRING_LENGTH_MAX = 8 * 1024;

    /** The rules of a link, within those of a node, within its launch file. */
    private static final int DEPTH_MAX = 8;

    /** Of a name, and of a number. */
    private static final int SHORT_MAX = 64;

    private static final JsonFactory JSON =
            Json.factory(LENGTH_MAX, STRING_LENGTH_MAX, DEPTH_MAX, SHORT_MAX, SHORT_MAX);

    private RecordJson() {}

    /** The record as one line. */
    public static String write(Record value) {
        return new String(
                Json.write(JSON, json -> {
                    json.writeStartObject();
                    RecordForm.of(value.getClass()).write(json, value);
                    json.writeEndObject();
                }),
                StandardCharsets.UTF_8);
    }

    /** @throws WireException saying which field is wrong */
    public static <T extends Record> T read(String text, Class<T> type) throws WireException {
        return type.cast(RecordForm.of(type).read(JsonFields.read(JSON, text)));
    }
}
