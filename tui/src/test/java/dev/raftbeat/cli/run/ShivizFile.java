package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A log as ShiViz takes it apart: by the expressions of its first two lines, into runs of events with vector clocks. */
record ShivizFile(Map<String, List<Event>> runs) {
    record Event(String host, Map<String, Integer> clock, String text) {}

    static ShivizFile parse(String text) {
        String[] parts = text.split("\n", 3);
        Pattern event =
                Pattern.compile("^" + parts[0].replace("{", "\\{").replace("}", "\\}") + "$", Pattern.MULTILINE);
        Map<String, List<Event>> runs = new LinkedHashMap<>();
        if (parts[1].isBlank()) {
            runs.put("", events(event, parts[2]));
        } else {
            Pattern delimiter = Pattern.compile("^" + parts[1].strip() + "$", Pattern.MULTILINE);
            Matcher names = delimiter.matcher(parts[2]);
            String[] bodies = delimiter.split(parts[2]);
            for (int i = 1; names.find(); i++) {
                assertThat(runs.put(names.group("trace"), events(event, bodies[i])))
                        .isNull();
            }
        }
        runs.values().forEach(ShivizFile::hasVectorClocks);
        return new ShivizFile(runs);
    }

    @SuppressWarnings("unchecked")
    private static List<Event> events(Pattern form, String body) {
        List<Event> events = new ArrayList<>();
        Matcher matcher = form.matcher(body.strip());
        int lines = 0;
        while (matcher.find()) {
            lines += 2;
            events.add(new Event(
                    matcher.group("host"),
                    JsonMapper.shared().readValue(matcher.group("clock"), Map.class),
                    matcher.group("event")));
        }
        assertThat(body.strip().lines().count()).as("lines that are no events").isEqualTo(lines);
        return events;
    }

    /** The rules by which ShiViz refuses a log, and that no event knows of another one more than that one itself knew. */
    private static void hasVectorClocks(List<Event> events) {
        Map<String, List<Event>> hosts = new TreeMap<>();
        events.forEach(event -> hosts.computeIfAbsent(event.host(), ignored -> new ArrayList<>())
                .add(event));
        hosts.forEach((host, own) -> {
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).clock()).as(own.get(i).text()).containsEntry(host, i + 1);
            }
        });
        for (Event event : events) {
            event.clock().forEach((host, count) -> {
                assertThat(hosts).containsKey(host);
                Event known = hosts.get(host).get(count - 1);
                known.clock()
                        .forEach((of, least) -> assertThat(event.clock().getOrDefault(of, 0))
                                .as("%s knows of %s %s", event, host, count)
                                .isGreaterThanOrEqualTo(least));
            });
        }
    }

    Event event(String run, String text) {
        return runs.get(run).stream()
                .filter(one -> one.text().contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + text));
    }

    boolean isBefore(Event one, Event other) {
        return other.clock().getOrDefault(one.host(), 0) >= one.clock().get(one.host());
    }
}
