package dev.raftbeat.record;

import dev.raftbeat.text.CleanText;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes maps, lists, text, numbers and truth values as JSON, indented for people. */
public final class JsonText {
    private JsonText() {}

    /** The document, ending in a line end. {@code null} is a null; whatever else is none of these is written as text. */
    public static String of(Object value) {
        return text(value, "\n") + "\n";
    }

    private static String text(Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(entry ->
                                    quoted(String.valueOf(entry.getKey())) + ": " + text(entry.getValue(), deeper))
                            .collect(Collectors.joining("," + deeper, "{" + deeper, indent + "}"));
        }
        if (value instanceof Iterable<?> list) {
            return !list.iterator().hasNext()
                    ? "[]"
                    : StreamSupport.stream(list.spliterator(), false)
                            .map(item -> text(item, deeper))
                            .collect(Collectors.joining("," + deeper, "[" + deeper, indent + "]"));
        }
        boolean plain = value == null || value instanceof Boolean || value instanceof Number;
        return plain ? String.valueOf(value) : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return CleanText.line(quoted.append('"').toString());
    }
}
