package dev.raftbeat.etcd;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a log.
 *
 * @param nanos since 1970, by the clock of the machine that wrote it; the older form names no zone, and is taken for UTC
 * @param text what it says
 * @param fields what it says besides, where it is JSON: text and numbers only
 */
record LogLine(long nanos, String text, Map<String, String> fields) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** {@code 2026-12-01 01:26:19.046206 I | etcdserver: starting} */
    private static final Pattern CAPNSLOG =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}) [A-Z] \\| (?:[\\w/.-]+: )?(.*)");

    /** {@code raft2026/12/01 01:26:19 INFO: 77fbfd6041c9f8ba became}: to the second. */
    private static final Pattern RAFT = Pattern.compile("raft(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) [A-Z]+: (.*)");

    private static final DateTimeFormatter CAPNSLOG_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter RAFT_TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    /** An offset without a colon, as older versions write it. */
    private static final Pattern OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");

    /**
     * The line, whatever stands before it: container engines and journals put times and names there.
     *
     * @return empty when it is in none of the forms of etcd
     */
    static Optional<LogLine> of(String line) {
        int json = line.indexOf("{\"level\":");
        if (json >= 0) {
            return json(line.substring(json));
        }
        try {
            Matcher old = CAPNSLOG.matcher(line);
            if (old.find()) {
                return Optional.of(new LogLine(nanos(old.group(1), CAPNSLOG_TIME), old.group(2), Map.of()));
            }
            Matcher raft = RAFT.matcher(line);
            if (raft.find()) {
                return Optional.of(new LogLine(nanos(raft.group(1), RAFT_TIME), raft.group(2), Map.of()));
            }
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<LogLine> json(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            Map<String, String> fields = new TreeMap<>();
            read.properties().forEach(field -> {
                if (field.getValue().isValueNode()) {
                    fields.put(field.getKey(), field.getValue().asString());
                }
            });
            if (!fields.containsKey("ts") || !fields.containsKey("msg")) {
                return Optional.empty();
            }
            String time = OFFSET.matcher(fields.get("ts")).replaceFirst("$1:$2");
            Instant at = OffsetDateTime.parse(time).toInstant();
            return Optional.of(new LogLine(nanos(at), fields.get("msg"), fields));
        } catch (JacksonException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static long nanos(String time, DateTimeFormatter form) {
        return nanos(LocalDateTime.parse(time, form).toInstant(ZoneOffset.UTC));
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}
