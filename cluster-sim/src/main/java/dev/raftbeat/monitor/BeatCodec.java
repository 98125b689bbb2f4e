package dev.raftbeat.monitor;

import dev.raftbeat.detect.Beat;
import dev.raftbeat.detect.Condition;
import dev.raftbeat.detect.FailureDetector;
import dev.raftbeat.detect.Load;
import dev.raftbeat.detect.Rhythm;
import dev.raftbeat.wire.Plain;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A heartbeat as JSON. {@code node_id} and {@code ts} are all that it needs; {@code generation}, {@code seq}, {@code
 * interval}, {@code base_interval}, {@code load}, {@code draining} and {@code ready} have a meaning where they are
 * present, and whatever else there is comes along as it is.
 */
final class BeatCodec {
    /** How far a worker's clock may be ahead of the monitor's, when it tells the time since 1970. */
    static final double FUTURE_SECONDS = 60;

    /** An hour; and a worker may be quiet at most so many times as long as usual. */
    private static final double INTERVAL_MAX_SECONDS = 3_600;

    private static final double STRETCH_MAX = 60;
    private static final long WHOLE_MAX = 1L << 53;
    private static final int FIELDS_MAX = 64;
    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,62}[!-~])?");
    private static final List<String> CORE = List.of("node_id", "ts", "generation", "seq", "interval", "base_interval");

    private BeatCodec() {}

    /**
     * Reads a heartbeat.
     *
     * @param wallSeconds the monitor's clock, in seconds since 1970
     * @throws Refusal 400, with what was found and what was expected
     */
    static Beat read(byte[] body, double wallSeconds) throws Refusal {
        JsonNode root;
        try {
            root = Json.read(Json.STRANGERS, utf8(body));
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("the heartbeat is not JSON: " + Plain.text(e.getMessage()));
        }
        if (!(root instanceof ObjectNode fields)) {
            throw Refusal.bad("a heartbeat is an object such as {\"node_id\": \"w1\", \"ts\": 1732.5}");
        }
        if (fields.size() > FIELDS_MAX) {
            throw Refusal.bad("a heartbeat has at most " + FIELDS_MAX + " fields, not " + fields.size());
        }
        return beat(fields, wallSeconds);
    }

    private static String utf8(byte[] body) throws Refusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.bad("the heartbeat is not UTF-8");
        }
    }

    private static Beat beat(ObjectNode fields, double wallSeconds) throws Refusal {
        double timestamp = required(fields, "ts");
        if (timestamp > wallSeconds + FUTURE_SECONDS) {
            throw Refusal.bad("ts is a time from the future: more than 60 seconds ahead of this monitor's clock");
        }
        double interval = between(fields, "interval", 0, 0.001, INTERVAL_MAX_SECONDS);
        double base = between(fields, "base_interval", interval, 0.001, INTERVAL_MAX_SECONDS);
        if (base > interval || interval > STRETCH_MAX * base) {
            throw Refusal.bad(
                    "base_interval is the shortest interval of the worker, " + "and interval at most 60 times as long");
        }
        return new Beat(
                name(fields),
                timestamp,
                whole(fields, "generation", 0),
                whole(fields, "seq", FailureDetector.UNNUMBERED),
                new Rhythm(Wire.nanos(interval), Wire.nanos(base)),
                new Condition(load(fields.path("load")), flag(fields, "draining", false), flag(fields, "ready", true)),
                metadata(fields));
    }

    private static String name(ObjectNode fields) throws Refusal {
        JsonNode name = fields.path("node_id");
        if (name.isMissingNode()) {
            throw Refusal.bad("node_id is missing: a heartbeat says whose it is");
        }
        if (!name.isString() || !NAME.matcher(name.stringValue()).matches()) {
            throw Refusal.bad("node_id is 1 to 64 printable ASCII characters in quotes, without blanks at the ends");
        }
        return name.stringValue();
    }

    private static double required(ObjectNode fields, String name) throws Refusal {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()) {
            throw Refusal.bad(name + " is missing: a heartbeat tells its time, in seconds by any clock");
        }
        return number(value, name);
    }

    private static double number(JsonNode value, String name) throws Refusal {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!Double.isFinite(number) || number < 0) {
            throw Refusal.bad(name + " is a finite number of 0 or more");
        }
        return number;
    }

    private static double between(ObjectNode fields, String name, double absent, double least, double most)
            throws Refusal {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        double number = number(value, name);
        if (number < least || number > most) {
            throw Refusal.bad(name + " is a number of seconds from " + least + " to " + most);
        }
        return number;
    }

    private static long whole(ObjectNode fields, String name, long absent) throws Refusal {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        double number = number(value, name);
        if (number > WHOLE_MAX || number != Math.rint(number)) {
            throw Refusal.bad(name + " is a whole number from 0 to 2^53");
        }
        return (long) number;
    }

    private static boolean flag(ObjectNode fields, String name, boolean absent) throws Refusal {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw Refusal.bad(name + " is true or false");
        }
        return value.booleanValue();
    }

    /** One number alone is taken for the processors' share. */
    private static Load load(JsonNode load) throws Refusal {
        if (load.isMissingNode() || load.isNull()) {
            return Load.UNTOLD;
        }
        if (load.isNumber()) {
            return new Load(OptionalDouble.of(number(load, "load")), OptionalDouble.empty(), OptionalDouble.empty());
        }
        if (!load.isObject()) {
            throw Refusal.bad("load is an object such as {\"cpu\": 0.4, \"memory\": 0.7, \"request_rate\": 120}");
        }
        return new Load(share(load, "cpu"), share(load, "memory"), share(load, "request_rate"));
    }

    private static OptionalDouble share(JsonNode load, String name) throws Refusal {
        JsonNode value = load.path(name);
        return value.isMissingNode() || value.isNull()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(value, "load." + name));
    }

    private static SortedMap<String, String> metadata(ObjectNode fields) {
        SortedMap<String, String> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!CORE.contains(field.getKey())) {
                all.put(field.getKey(), field.getValue().toString());
            }
        }
        return all;
    }

    /** The heartbeat as an object, its numbers in seconds; its metadata stand beside its own fields. */
    static ObjectNode write(Beat beat) {
        ObjectNode out = Json.OWN.createObjectNode();
        out.put("node_id", beat.nodeId());
        out.put("ts", beat.timestamp());
        out.put("generation", beat.generation());
        if (beat.sequence() != FailureDetector.UNNUMBERED) {
            out.put("seq", beat.sequence());
        }
        if (beat.rhythm().intervalNanos() > 0) {
            out.put("interval", Wire.seconds(beat.rhythm().intervalNanos()));
            out.put("base_interval", Wire.seconds(beat.rhythm().baseNanos()));
        }
        beat.metadata().forEach((name, json) -> out.set(name, Json.read(Json.OWN, json)));
        return out;
    }
}
