package dev.raftbeat.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads any JSON document into what Java has for it: maps in the order of the document, lists, strings, {@code Long},
 * {@code Double}, {@code Boolean}, and null. For files of our own that people may have edited, never for the network.
 */
public final class JsonTree {
    private static final int DEPTH_MAX = 32;
    private static final int STRING_LENGTH_MAX = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_LENGTH_MAX)
                    .build())
            .build();

    private JsonTree() {}

    /** @throws WireException when the text is not exactly one document */
    public static Object read(String text) throws WireException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw WireException.malformed("an empty document");
            }
            Object tree = value(json, first);
            if (json.nextToken() != null) {
                throw WireException.malformed("something follows the document");
            }
            return tree;
        } catch (JacksonException e) {
            throw WireException.malformed("not JSON: " + e.getOriginalMessage());
        }
    }

    private static Object value(JsonParser json, JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    map.put(name, value(json, json.nextToken()));
                }
                return map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                    list.add(value(json, item));
                }
                return list;
            }
            case VALUE_NUMBER_INT -> {
                boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                return fits ? (Object) json.getLongValue() : (Object) json.getDoubleValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return json.getDoubleValue();
            }
            case VALUE_TRUE -> {
                return Boolean.TRUE;
            }
            case VALUE_FALSE -> {
                return Boolean.FALSE;
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return json.getString();
            }
        }
    }
}
