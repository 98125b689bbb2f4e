package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.membership.HeartbeatSchedule;
import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.WorkerCondition;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A heartbeat as JSON. {@code node_id} and {@code ts} are all that it needs; {@code generation}, {@code seq}, {@code
 * interval}, {@code base_interval}, {@code load}, {@code draining}, {@code ready} and {@code leaving} have a meaning where
 * they are present, and whatever else there is comes along as it is.
 */
final class BeatCodec {
    /** How far a worker's clock may be ahead of the monitor's, when it tells the time since 1970. */
    static final double FUTURE_SECONDS = 60;

    /** An hour; and a worker may be quiet at most so many times as long as usual. */
    private static final double INTERVAL_MAX_SECONDS = 3_600;

    private static final long STRETCH_MAX = 60;
    private static final long WHOLE_MAX = 1L << 53;
    /** Besides those of its own. */
    private static final int FIELDS_MAX = 64;

    /** Some time in the year 5138; a clock that counts milliseconds is beyond. */
    private static final double TIMESTAMP_MAX = 1e11;

    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,62}[!-~])?");
    private static final List<String> CORE = List.of("node_id", "ts", "generation", "seq", "interval", "base_interval");

    private BeatCodec() {}

    /**
     * Reads a heartbeat that has just arrived.
     *
     * @param wallSeconds the monitor's clock, in seconds since 1970
     * @throws HttpRefusal 400, with what was found and what was expected
     */
    static WorkerHeartbeat read(byte[] body, double wallSeconds) {
        JsonNode root = parse(utf8(body));
        if (!(root instanceof ObjectNode fields)) {
            throw HttpRefusal.bad("a heartbeat is an object such as {\"node_id\": \"w1\", \"ts\": 1732.5}");
        }
        WorkerHeartbeat beat = beat(fields);
        if (beat.timestamp() > wallSeconds + FUTURE_SECONDS) {
            throw HttpRefusal.bad("ts is a time from the future: more than 60 seconds ahead of this monitor's clock");
        }
        return beat;
    }

    /**
     * Reads a heartbeat that another monitor tells of, or that was kept in a file, as strictly as one that a worker sends.
     * Its time alone is not compared with a clock, which may have been set since.
     *
     * @throws HttpRefusal 400, when no monitor would have taken it
     */
    static WorkerHeartbeat again(ObjectNode fields) {
        if (parse(fields.toString()) instanceof ObjectNode same) {
            return beat(same);
        }
        throw HttpRefusal.bad("a heartbeat is an object");
    }

    private static JsonNode parse(String text) {
        try {
            return MonitorJson.read(MonitorJson.HEARTBEATS, text);
        } catch (IllegalArgumentException e) {
            throw HttpRefusal.bad("the heartbeat is " + e.getMessage());
        }
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw HttpRefusal.bad("the heartbeat is not UTF-8");
        }
    }

    private static WorkerHeartbeat beat(ObjectNode fields) {
        double timestamp = required(fields, "ts");
        if (timestamp > TIMESTAMP_MAX) {
            throw HttpRefusal.bad("ts is a number of seconds; this one seems to be in milliseconds or a smaller unit");
        }
        return new WorkerHeartbeat(
                name(fields),
                timestamp,
                whole(fields, "generation", 0),
                whole(fields, "seq", FailureDetector.UNNUMBERED),
                rhythm(fields),
                new WorkerCondition(
                        load(fields.path("load")),
                        flag(fields, "draining", false),
                        flag(fields, "ready", true),
                        flag(fields, "leaving", false)),
                metadata(fields));
    }

    private static HeartbeatSchedule rhythm(ObjectNode fields) {
        long interval = MonitorLimits.nanos(between(fields, "interval", 0, 0.001, INTERVAL_MAX_SECONDS));
        long base = MonitorLimits.nanos(
                between(fields, "base_interval", MonitorLimits.exactSeconds(interval), 0.001, INTERVAL_MAX_SECONDS));
        if (base > interval || interval > STRETCH_MAX * base) {
            throw HttpRefusal.bad(
                    "base_interval is the shortest interval of the worker, and interval at most 60 times as long");
        }
        return new HeartbeatSchedule(interval, base);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static String name(ObjectNode fields) {
        JsonNode name = fields.path("node_id");
        if (name.isMissingNode()) {
            throw HttpRefusal.bad("node_id is missing: a heartbeat says whose it is");
        }
        if (!name.isString() || !isName(name.stringValue())) {
            throw HttpRefusal.bad(
                    "node_id is 1 to 64 printable ASCII characters in quotes, without blanks at the ends");
        }
        return name.stringValue();
    }

    private static double required(ObjectNode fields, String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()) {
            throw HttpRefusal.bad(name + " is missing: a heartbeat tells its time, in seconds by any clock");
        }
        return number(value, name);
    }

    private static double number(JsonNode value, String name) {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!Double.isFinite(number) || number < 0) {
            throw HttpRefusal.bad(name + " is a finite number of 0 or more");
        }
        return number;
    }

    private static double between(ObjectNode fields, String name, double absent, double least, double most) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        double number = number(value, name);
        if (number < least || number > most) {
            throw HttpRefusal.bad(name + " is a number of seconds from " + least + " to " + most);
        }
        return number;
    }

    private static long whole(ObjectNode fields, String name, long absent) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        double number = number(value, name);
        if (number > WHOLE_MAX || number != Math.rint(number)) {
            throw HttpRefusal.bad(name + " is a whole number from 0 to 2^53");
        }
        return (long) number;
    }

    private static boolean flag(ObjectNode fields, String name, boolean absent) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw HttpRefusal.bad(name + " is true or false");
        }
        return value.booleanValue();
    }

    /** One number alone is taken for the processors' share. */
    private static Load load(JsonNode load) {
        if (load.isMissingNode() || load.isNull()) {
            return Load.UNTOLD;
        }
        if (load.isNumber()) {
            return new Load(OptionalDouble.of(number(load, "load")), OptionalDouble.empty(), OptionalDouble.empty());
        }
        if (!load.isObject()) {
            throw HttpRefusal.bad("load is an object such as {\"cpu\": 0.4, \"memory\": 0.7, \"request_rate\": 120}");
        }
        return new Load(share(load, "cpu"), share(load, "memory"), share(load, "request_rate"));
    }

    private static OptionalDouble share(JsonNode load, String name) {
        JsonNode value = load.path(name);
        return value.isMissingNode() || value.isNull()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(value, "load." + name));
    }

    /** Measured as they will be written, which may be longer than what came: {@code 1e9} is told as {@code 1.0E9}. */
    private static SortedMap<String, String> metadata(ObjectNode fields) {
        SortedMap<String, String> all = new TreeMap<>();
        ObjectNode rest = fields.deepCopy();
        rest.remove(CORE);
        if (rest.size() > FIELDS_MAX) {
            throw HttpRefusal.bad(
                    "a heartbeat has at most " + FIELDS_MAX + " fields besides its own, not " + rest.size());
        }
        String written = rest.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(written)) {
            throw HttpRefusal.bad("the heartbeat has half a character in it, which cannot be written as UTF-8");
        }
        int bytes = written.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MonitorLimits.BODY_MAX) {
            throw HttpRefusal.bad("its metadata take " + bytes + " bytes as they would be told, and at most "
                    + MonitorLimits.BODY_MAX);
        }
        rest.properties()
                .forEach(field -> all.put(field.getKey(), field.getValue().toString()));
        return all;
    }
}
