package dev.raftbeat.wire;

import dev.raftbeat.protocol.Ballot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one JSON object, each to be taken once by name and type. What is missing, of another type, out of range
 * or left over at the end is an error that names the field. Fields may come in any order.
 *
 * <p>Values are strings, booleans, integers (a {@code Long}, or {@link Odd#HUGE}), other numbers ({@code Double}), nulls
 * ({@link Odd#NULL}), lists and objects.
 */
final class JsonFields {
    /** Values that have no Java value of their own. */
    private enum Odd {
        /** A null, which a map could not tell from a missing field. */
        NULL,
        /** An integer of more than 64 bits. */
        HUGE
    }

    private final String path;
    private final Map<String, Object> values;

    private JsonFields(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /** Reads exactly one object, with nothing behind it. */
    static JsonFields read(JsonFactory factory, String text) throws WireException {
        try (JsonParser json = Json.parser(factory, text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw WireException.malformed("not a JSON object");
            }
            JsonFields fields = object(json, "");
            if (json.nextToken() != null) {
                throw WireException.malformed("something follows the JSON object");
            }
            return fields;
        } catch (JacksonException e) {
            throw WireException.malformed(Json.words(e));
        }
    }

    private static JsonFields object(JsonParser json, String path) throws WireException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (values.put(name, value(json, json.nextToken(), path, name)) != null) {
                throw WireException.malformed("repeated field " + path + name);
            }
        }
        return new JsonFields(path, values);
    }

    /** @param path of the object or list that holds it, joined to its name only where somebody will read it */
    private static Object value(JsonParser json, JsonToken token, String path, String name) throws WireException {
        switch (token) {
            case VALUE_STRING:
                return json.getString();
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            case VALUE_NULL:
                return Odd.NULL;
            case VALUE_NUMBER_INT:
                return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Odd.HUGE
                        : (Object) json.getLongValue();
            case VALUE_NUMBER_FLOAT:
                return json.getDoubleValue();
            case START_OBJECT:
                return object(json, path + name + ".");
            case START_ARRAY:
                List<Object> items = new ArrayList<>();
                for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                    items.add(value(json, item, path + name, "[" + items.size() + "]"));
                }
                return items;
            default:
                throw WireException.malformed(path + name + ": no value");
        }
    }

    private Object take(String name) throws WireException {
        Object value = values.remove(name);
        if (value == null) {
            throw WireException.malformed("no field " + path + name);
        }
        return value;
    }

    /** The names that were not taken yet. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value as it came. */
    Object any(String name) throws WireException {
        return take(name);
    }

    static boolean isNull(Object value) {
        return value == Odd.NULL;
    }

    String text(String name) throws WireException {
        if (take(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    boolean flag(String name) throws WireException {
        if (take(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    JsonFields object(String name) throws WireException {
        if (take(name) instanceof JsonFields object) {
            return object;
        }
        throw wrong(name, "an object");
    }

    /** An integer from {@code min} to 2^53-1. */
    long count(String name, long min) throws WireException {
        if (take(name) instanceof Long value && value >= min && value <= Ballot.TERM_MAX) {
            return value;
        }
        throw wrong(name, "an integer from " + min + " to 2^53-1");
    }

    /** An integer from {@code min} to {@code max}. */
    long count(String name, long min, long max) throws WireException {
        long value = count(name, min);
        if (value > max) {
            throw wrong(name, "an integer from " + min + " to " + max);
        }
        return value;
    }

    /** Everything has been taken, or the object held more than it should. */
    void nothingElse() throws WireException {
        if (!values.isEmpty()) {
            throw WireException.malformed(
                    "unknown field " + path + values.keySet().iterator().next());
        }
    }

    /** Where this object itself stands; {@code the line} for the outermost. */
    String path() {
        return path.isEmpty() ? "the line" : path.substring(0, path.length() - 1);
    }

    String path(String name) {
        return path + name;
    }

    private WireException wrong(String name, String expected) {
        return WireException.malformed(path + name + ": not " + expected);
    }
}
