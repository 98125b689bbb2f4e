package dev.raftbeat.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A span of a trace as OTLP/JSON writes it: ids in hexadecimal, times since 1970 in nanoseconds, as text. */
final class OtlpSpan {
    /** The kind of a span that no message of its own began. */
    private static final int INTERNAL = 1;

    private final String traceId;
    private final OtlpSpan parentOrNull;
    private final String name;
    private final long fromNanos;
    private final long toNanos;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final List<Object> events = new ArrayList<>();
    private final List<Object> links = new ArrayList<>();
    private String spanId;

    private OtlpSpan(String traceId, OtlpSpan parentOrNull, String name, long fromNanos, long toNanos) {
        this.traceId = traceId;
        this.parentOrNull = parentOrNull;
        this.name = name;
        this.fromNanos = fromNanos;
        this.toNanos = Math.max(fromNanos, toNanos);
        spanId = digest(traceId + " " + name, 8);
    }

    /** A span with a trace of its own. @param key what is of no other trace */
    static OtlpSpan root(String key, String name, long fromNanos, long toNanos) {
        return new OtlpSpan(digest(key, 16), null, name, fromNanos, toNanos);
    }

    OtlpSpan child(String step, long from, long to) {
        return new OtlpSpan(traceId, this, step, from, to);
    }

    /** Whose step it is: the same step of another campaign is another span. */
    void named(String node, String campaign) {
        spanId = digest(traceId + " " + name + " " + campaign, 8);
        attributes.put("raftbeat.node", node);
    }

    OtlpSpan with(String key, Object value) {
        attributes.put(key, value);
        return this;
    }

    void event(long tNanos, String what) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("timeUnixNano", Long.toString(tNanos));
        event.put("name", what);
        events.add(event);
    }

    void linkTo(OtlpSpan other) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("traceId", other.traceId);
        link.put("spanId", other.spanId);
        links.add(link);
    }

    String traceId() {
        return traceId;
    }

    Map<String, Object> json() {
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("traceId", traceId);
        span.put("spanId", spanId);
        if (parentOrNull != null) {
            span.put("parentSpanId", parentOrNull.spanId);
        }
        span.put("name", name);
        span.put("kind", INTERNAL);
        span.put("startTimeUnixNano", Long.toString(fromNanos));
        span.put("endTimeUnixNano", Long.toString(toNanos));
        span.put("attributes", attributes(attributes));
        if (!events.isEmpty()) {
            span.put("events", events);
        }
        if (!links.isEmpty()) {
            span.put("links", links);
        }
        return span;
    }

    /** Who a span is of. */
    static Map<String, Object> resource(String service, String run) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("service.namespace", "raftbeat");
        all.put("service.name", service);
        all.put("raftbeat.run", run);
        return Collections.singletonMap("attributes", attributes(all));
    }

    private static List<Object> attributes(Map<String, Object> all) {
        List<Object> list = new ArrayList<>();
        all.forEach((key, value) -> {
            Map<String, Object> attribute = new LinkedHashMap<>();
            attribute.put("key", key);
            attribute.put("value", value(value));
            list.add(attribute);
        });
        return list;
    }

    private static Map<String, Object> value(Object value) {
        if (value instanceof Boolean truth) {
            return Collections.singletonMap("boolValue", truth);
        }
        return value instanceof Long number
                ? Collections.singletonMap("intValue", Long.toString(number))
                : Collections.singletonMap("stringValue", value.toString());
    }

    /** FNV-1a, with the last step of MurmurHash3 behind it, so that keys that are nearly alike have ids that are not. */
    private static String digest(String key, int bytes) {
        StringBuilder id = new StringBuilder();
        for (int salt = 0; salt < bytes / Long.BYTES; salt++) {
            long hash = 0xcbf29ce484222325L + salt;
            for (byte letter : key.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (letter & 0xFF)) * 0x100000001b3L;
            }
            hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
            hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
            // An id of zeros alone is none.
            id.append(HexFormat.of().toHexDigits(hash ^ hash >>> 33 | 1));
        }
        return id.toString();
    }
}
