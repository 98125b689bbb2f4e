package dev.raftbeat.lab.monitor;

import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpEndpoint.Form;
import dev.raftbeat.http.HttpEndpoint.Limits;
import dev.raftbeat.http.HttpGate;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.wire.Json;
import dev.raftbeat.wire.StrictJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one place of this package that sets up Jackson, and the endpoint that answers in JSON. */
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

    static final String TYPE = "application/json";

    /** As many as there are connections; so long that a heartbeat may come late on purpose. */
    private static final Limits LIMITS =
            new Limits("http", HttpEndpoint.CONNECTIONS_MAX, 2 + (int) WorkerFaults.DELAY_MAX.toSeconds());

    private MonitorJson() {}

    /** @throws IOException in a sentence, when the address cannot be had */
    static HttpEndpoint endpoint(HostPort listen, MonitorOptions.Guard guard) throws IOException {
        return new HttpEndpoint(
                new InetSocketAddress(listen.host(), listen.port()),
                LIMITS,
                new HttpGate(guard.token(), guard.hosts()),
                new Form(TYPE, MonitorJson::refused));
    }

    private static String refused(String sentence) {
        return AROUND.createObjectNode()
                        .put("status", "refused")
                        .put("error", sentence)
                        .toString()
                + "\n";
    }

    /** Answers that all is well. */
    static void ok(HttpExchange exchange) throws IOException {
        answer(exchange, AROUND.createObjectNode().put("status", "ok"));
    }

    static void answer(HttpExchange exchange, ObjectNode json) throws IOException {
        HttpEndpoint.answer(exchange, 200, TYPE, json + "\n");
    }

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
