package dev.raftbeat.lab.monitor;

import dev.raftbeat.wire.Json;
import dev.raftbeat.wire.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The one place of this package that sets up Jackson. */
final class MonitorJson {
    /**
     * For heartbeats, wherever they come from: a worker, another monitor, a file. One door would be worth nothing if
     * another let in what cannot be told any further.
     */
    static final JsonMapper HEARTBEATS = StrictJson.builder(Json.factory(2 * MonitorLimits.BODY_MAX, 2_000, 8, 64, 40))
            .build();

    /**
     * For what is around them. Wider than any heartbeat, so that one that is refused costs itself alone, and not all that
     * follow in the same text.
     */
    static final JsonMapper AROUND = StrictJson.builder(Json.factory(
                    MonitorLimits.STATUS_MAX, MonitorLimits.WORKER_MAX, 200, MonitorLimits.WORKER_MAX, 400))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // Another monitor may be a later one, which tells more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MonitorJson() {}

    /** @throws IllegalArgumentException with what was wrong, in one line */
    static JsonNode read(JsonMapper mapper, String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    /** What is wrong, in one line of our own. */
    static String words(JacksonException e) {
        return Json.words(e);
    }
}
