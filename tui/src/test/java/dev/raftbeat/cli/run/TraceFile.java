package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chrome trace, held against what Perfetto's page makes of each kind of event. */
record TraceFile(List<JsonNode> events) {
    /** What each phase must have besides {@code ph}, {@code name}, {@code pid} and {@code tid}. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "M", Set.of("args"),
            "X", Set.of("ts", "dur"),
            "i", Set.of("ts", "s"),
            "s", Set.of("ts", "cat", "id"),
            "f", Set.of("ts", "cat", "id", "bp"),
            "b", Set.of("ts", "cat", "id"),
            "e", Set.of("ts", "cat", "id"));

    static TraceFile parse(String text) {
        JsonNode document = JsonMapper.shared().readTree(text);
        assertThat(document.propertyNames()).containsExactly("traceEvents", "displayTimeUnit", "otherData");
        List<JsonNode> events = new ArrayList<>();
        document.get("traceEvents").forEach(events::add);
        TraceFile trace = new TraceFile(events);
        trace.hasItsFields();
        trace.namesItsTracks();
        trace.hasNoSliceWithinAnother();
        trace.bindsFlowsToSlices();
        trace.closesItsBands();
        return trace;
    }

    static String text(JsonNode event, String field) {
        return event.path(field).asString();
    }

    static double number(JsonNode event, String field) {
        return event.path(field).doubleValue(0);
    }

    List<JsonNode> of(String phase) {
        return events.stream().filter(event -> text(event, "ph").equals(phase)).toList();
    }

    /** What is on the tracks of this name, oldest first. */
    List<String> slices(String process, String track) {
        Set<String> tracks = of("M").stream()
                .filter(event -> text(event, "name").equals("thread_name"))
                .filter(event -> event.at("/args/name").asString().equals(track))
                .map(TraceFile::track)
                .collect(Collectors.toSet());
        return of("X").stream()
                .filter(event -> tracks.contains(track(event)))
                .filter(event -> process.equals(process(event)))
                .sorted((one, other) -> Double.compare(number(one, "ts"), number(other, "ts")))
                .map(event -> text(event, "name"))
                .toList();
    }

    private String process(JsonNode event) {
        return of("M").stream()
                .filter(name -> text(name, "name").equals("process_name"))
                .filter(name -> name.path("pid").equals(event.path("pid")))
                .map(name -> name.at("/args/name").asString())
                .findFirst()
                .orElseThrow();
    }

    private static String track(JsonNode event) {
        return event.path("pid") + "/" + event.path("tid");
    }

    private void hasItsFields() {
        for (JsonNode event : events) {
            Set<String> fields = FIELDS.get(text(event, "ph"));
            assertThat(fields).as("%s", event).isNotNull();
            assertThat(event.propertyNames()).contains("name", "pid", "tid").containsAll(fields);
            assertThat(text(event, "name")).isNotEmpty();
            assertThat(number(event, "dur")).isNotNegative();
        }
    }

    private void namesItsTracks() {
        Set<String> named = of("M").stream().map(TraceFile::track).collect(Collectors.toSet());
        Set<JsonNode> processes =
                of("M").stream().map(event -> event.path("pid")).collect(Collectors.toSet());
        for (JsonNode event : events) {
            assertThat(processes).contains(event.path("pid"));
            assertThat("be".contains(text(event, "ph")) || named.contains(track(event)))
                    .as("%s", event)
                    .isTrue();
        }
    }

    private void hasNoSliceWithinAnother() {
        Map<String, TreeMap<Double, Double>> tracks = new TreeMap<>();
        for (JsonNode event : of("X")) {
            double from = number(event, "ts");
            assertThat(tracks.computeIfAbsent(track(event), ignored -> new TreeMap<>())
                            .put(from, from + number(event, "dur")))
                    .as("two slices begin at once: %s", event)
                    .isNull();
        }
        tracks.values()
                .forEach(slices -> slices.forEach((from, to) -> {
                    Double next = slices.higherKey(from);
                    // What is less than a nanosecond comes of adding numbers with a point.
                    assertThat(next == null || to <= next + 1e-4)
                            .as("%s to %s, then %s", from, to, next)
                            .isTrue();
                }));
    }

    private void bindsFlowsToSlices() {
        Set<String> begins = of("X").stream()
                .map(event -> track(event) + "@" + event.path("ts"))
                .collect(Collectors.toSet());
        Map<String, JsonNode> sent = new TreeMap<>();
        of("s").forEach(event -> {
            assertThat(begins).contains(track(event) + "@" + event.path("ts"));
            assertThat(sent.put(event.path("id").toString(), event)).isNull();
        });
        of("f").forEach(event -> {
            assertThat(begins).contains(track(event) + "@" + event.path("ts"));
            JsonNode from = sent.remove(event.path("id").toString());
            assertThat(from).as("where %s comes from", event).isNotNull();
            assertThat(number(from, "ts")).isLessThanOrEqualTo(number(event, "ts"));
        });
    }

    private void closesItsBands() {
        Map<String, Double> open = new TreeMap<>();
        of("b").forEach(event -> open.put(text(event, "name") + event.path("id"), number(event, "ts")));
        of("e").forEach(event -> {
            Double from = open.remove(text(event, "name") + event.path("id"));
            assertThat(from).as("%s", event).isNotNull().isLessThanOrEqualTo(number(event, "ts"));
        });
        assertThat(open).isEmpty();
    }
}
