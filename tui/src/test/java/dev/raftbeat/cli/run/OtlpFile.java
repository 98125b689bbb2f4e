package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces in OTLP/JSON, held against its schema, of which a collector refuses whatever differs. */
record OtlpFile(List<Span> spans) {
    private static final Set<String> FIELDS = Set.of(
            "traceId",
            "spanId",
            "parentSpanId",
            "name",
            "kind",
            "startTimeUnixNano",
            "endTimeUnixNano",
            "attributes",
            "events",
            "links");

    /** @param parent empty for a root */
    record Span(
            String service,
            String traceId,
            String spanId,
            String parent,
            String name,
            long fromNanos,
            long toNanos,
            Map<String, String> attributes,
            JsonNode links,
            JsonNode events) {}

    static OtlpFile parse(String text) {
        JsonNode document = JsonMapper.shared().readTree(text);
        assertThat(document.propertyNames()).containsExactly("resourceSpans");
        List<Span> spans = new ArrayList<>();
        for (JsonNode resource : document.get("resourceSpans")) {
            assertThat(resource.propertyNames()).containsExactly("resource", "scopeSpans");
            String service = attributes(resource.get("resource")).get("service.name");
            assertThat(service).isNotEmpty();
            for (JsonNode scope : resource.get("scopeSpans")) {
                scope.get("spans").forEach(span -> spans.add(span(service, span)));
            }
        }
        OtlpFile file = new OtlpFile(spans);
        file.isWhole();
        return file;
    }

    private static Span span(String service, JsonNode span) {
        assertThat(FIELDS).containsAll(span.propertyNames());
        assertThat(span.get("kind").isInt()).isTrue();
        assertThat(span.get("startTimeUnixNano").isString()).isTrue();
        String trace = span.get("traceId").asString();
        String id = span.get("spanId").asString();
        assertThat(trace).matches("[0-9a-f]{32}").doesNotMatch("0+");
        assertThat(id).matches("[0-9a-f]{16}").doesNotMatch("0+");
        Span read = new Span(
                service,
                trace,
                id,
                span.path("parentSpanId").asString(""),
                span.get("name").asString(),
                Long.parseLong(span.get("startTimeUnixNano").asString()),
                Long.parseLong(span.get("endTimeUnixNano").asString()),
                attributes(span),
                span.path("links"),
                span.path("events"));
        assertThat(read.fromNanos()).as("%s", read).isLessThanOrEqualTo(read.toNanos());
        return read;
    }

    private static Map<String, String> attributes(JsonNode of) {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonNode one : of.get("attributes")) {
            JsonNode value = one.get("value");
            assertThat(value.size()).isEqualTo(1);
            value.properties().forEach(typed -> {
                assertThat(typed.getKey()).isIn("stringValue", "intValue", "boolValue");
                assertThat(typed.getValue().isBoolean())
                        .isEqualTo(typed.getKey().equals("boolValue"));
                assertThat(all.put(one.get("key").asString(), typed.getValue().asString()))
                        .isNull();
            });
        }
        return all;
    }

    private void isWhole() {
        Map<String, Span> ids = new LinkedHashMap<>();
        spans.forEach(span -> assertThat(ids.put(span.traceId() + span.spanId(), span))
                .as("%s", span)
                .isNull());
        for (Span span : spans) {
            assertThat(span.parent().isEmpty() || ids.containsKey(span.traceId() + span.parent()))
                    .as("the parent of %s", span)
                    .isTrue();
            for (JsonNode link : span.links()) {
                assertThat(ids)
                        .containsKey(link.get("traceId").asString()
                                + link.get("spanId").asString());
            }
        }
    }

    Span named(String name) {
        return spans.stream()
                .filter(span -> span.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    List<Span> children(Span parent) {
        return spans.stream()
                .filter(span -> span.parent().equals(parent.spanId()))
                .filter(span -> span.traceId().equals(parent.traceId()))
                .toList();
    }
}
