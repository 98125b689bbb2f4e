package dev.raftbeat.wire;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Shapes of fields that no fact has, but the rules and the options of a node. */
final class LaunchShapes {
    private LaunchShapes() {}

    record Real() implements Shape {
        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeNumber((Double) value);
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof Number value && Double.isFinite(value.doubleValue())) {
                return value.doubleValue();
            }
            throw Shape.wrong(path, "a number");
        }
    }

    /** A record of a sealed family: its simple name first, then its components. */
    record OneOf(Map<String, RecordForm> forms) implements Shape {
        private static final String KIND = "kind";

        @Override
        public void write(JsonGenerator json, Object value) {
            String kind = value.getClass().getSimpleName();
            json.writeStartObject();
            json.writeStringProperty(KIND, kind);
            forms.get(kind).write(json, value);
            json.writeEndObject();
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof JsonFields fields) {
                RecordForm form = forms.get(fields.text(KIND));
                if (form != null) {
                    return form.read(fields);
                }
            }
            throw Shape.wrong(path, "an object of one of " + forms.keySet());
        }
    }

    /** An object whose names are values with a text form. */
    record ByName(Shape name, Shape element) implements Shape {
        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeStartObject();
            ((Map<?, ?>) value).forEach((key, one) -> {
                json.writeName(key.toString());
                element.write(json, one);
            });
            json.writeEndObject();
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (!(raw instanceof JsonFields fields)) {
                throw Shape.wrong(path, "an object");
            }
            Map<Object, Object> values = new TreeMap<>();
            for (String key : fields.names()) {
                values.put(name.read(key, path), element.read(fields.any(key), fields.path(key)));
            }
            return values;
        }
    }
}
