package dev.raftbeat.harness;

import dev.raftbeat.wire.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What the script of a page makes of pieces: columns grow at their ends, anything else is replaced. */
final class JoinedPieces {
    private final Map<String, Object> all = new LinkedHashMap<>();

    /** As it arrives. */
    static Map<String, Object> json(Map<String, Object> piece) {
        return StrictJson.STANDARD.readMap(StrictJson.STANDARD.line(piece));
    }

    static Map<String, Object> unpacked(String letters) throws IOException {
        try (GZIPInputStream zip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(letters)))) {
            return StrictJson.STANDARD.readMap(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Map<String, Object> all() {
        return all;
    }

    void anew() {
        all.clear();
    }

    void add(Map<String, Object> piece) {
        if (piece.get("late") instanceof Map<?, ?> late) {
            Map<?, ?> messages = (Map<?, ?>) all.get("messages");
            for (String column : List.of("took", "loss")) {
                List<Object> held = list(messages.get(column));
                List<Object> back = list(late.get("back"));
                for (int i = 0; i < back.size(); i++) {
                    held.set(
                            held.size() - ((Number) back.get(i)).intValue(),
                            list(late.get(column)).get(i));
                }
            }
        }
        piece.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group && !name.equals("late")) {
                grow((Map<?, ?>) all.computeIfAbsent(name, ignored -> new LinkedHashMap<>()), group);
            } else if (name.equals("states")) {
                list(all.computeIfAbsent(name, ignored -> new ArrayList<>())).addAll((List<?>) value);
            } else if (name.equals("nodes")) {
                List<Object> nodes = list(all.computeIfAbsent(name, ignored -> new ArrayList<>()));
                List<Object> more = list(value);
                for (int i = 0; i < more.size(); i++) {
                    if (nodes.size() == i) {
                        nodes.add(new LinkedHashMap<>());
                    }
                    grow((Map<?, ?>) nodes.get(i), (Map<?, ?>) more.get(i));
                }
            } else if (!name.equals("late")) {
                all.put(name, value);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void grow(Map<?, ?> held, Map<?, ?> group) {
        group.forEach(
                (name, column) -> list(((Map<Object, Object>) held).computeIfAbsent(name, ignored -> new ArrayList<>()))
                        .addAll((List<?>) column));
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
