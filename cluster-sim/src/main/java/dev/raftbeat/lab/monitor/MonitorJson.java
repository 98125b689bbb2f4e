package dev.raftbeat.lab.monitor;

import com.sun.net.httpserver.HttpExchange;
import dev.raftbeat.http.HttpEndpoint;
import dev.raftbeat.http.HttpEndpoint.Form;
import dev.raftbeat.http.HttpEndpoint.Limits;
import dev.raftbeat.http.HttpGate;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one place of this package that sets up Jackson, and the endpoint that answers in JSON. */
final class MonitorJson {
    /**
     * For heartbeats, wherever they come from: a worker, another monitor, a file. One door would be worth nothing if
     * another let in what cannot be told any further.
     */
    static final JsonMapper HEARTBEATS = JsonMapper.builder(factory(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxDocumentLength(2 * MonitorLimits.BODY_MAX)
                            .maxStringLength(2_000)
                            .maxNameLength(64)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * For what is around them. Wider than any heartbeat, so that one that is refused costs itself alone, and not all that
     * follow in the same text.
     */
    static final JsonMapper AROUND = JsonMapper.builder(factory(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxDocumentLength(MonitorLimits.STATUS_MAX)
                            .maxStringLength(MonitorLimits.WORKER_MAX)
                            .maxNameLength(MonitorLimits.WORKER_MAX)
                            .maxNumberLength(400)
                            .build())
                    .build())
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

    private static JsonFactoryBuilder factory(StreamReadConstraints limits) {
        return JsonFactory.builder()
                .streamReadConstraints(limits)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: they must leave nothing behind in a table that outlives the request.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES);
    }

    /** @throws IllegalArgumentException with what was wrong, in one line */
    static JsonNode read(JsonMapper mapper, String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            String said = e.getOriginalMessage() == null ? "not JSON" : e.getOriginalMessage();
            throw new IllegalArgumentException(said.lines().findFirst().orElse("not JSON"), e);
        }
    }
}
