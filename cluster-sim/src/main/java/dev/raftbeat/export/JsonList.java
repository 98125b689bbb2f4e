package dev.raftbeat.export;

import dev.raftbeat.wire.StrictJson;
import java.util.Map;
import java.util.function.Consumer;

/** A JSON object with one list in it, written element by element, each on a line, so that it may be of any length. */
final class JsonList {
    private final Consumer<String> text;
    private boolean empty = true;

    JsonList(Consumer<String> text, String name) {
        this.text = text;
        text.accept("{" + StrictJson.STANDARD.line(name) + ":[");
    }

    void add(Map<String, Object> element) {
        text.accept((empty ? "\n" : ",\n") + StrictJson.STANDARD.line(element));
        empty = false;
    }

    /** @param more what stands behind the list */
    void end(Map<String, Object> more) {
        text.accept("\n]");
        more.forEach((key, value) ->
                text.accept(",\n" + StrictJson.STANDARD.line(key) + ":" + StrictJson.STANDARD.line(value)));
        text.accept("}\n");
    }
}
