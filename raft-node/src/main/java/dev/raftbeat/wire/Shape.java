package dev.raftbeat.wire;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * How one type of a record's field looks in JSON. Shapes are made from the declared types of record components, never from
 * anything that was read: no input can name a class.
 */
interface Shape {
    /** For people: {@code integer}, {@code string or null}, {@code list of string}, the values of an enum. */
    default String describe() {
        return "value";
    }

    void write(JsonGenerator json, Object value);

    /** @param raw as {@link JsonFields#any} gives it */
    Object read(Object raw, String path) throws WireException;

    /** Tells each node that the value names. */
    default void nodes(Object value, Consumer<NodeId> to) {}

    /** @throws IllegalArgumentException for a type that no field has had so far */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            Shape element = of(arguments[arguments.length - 1]);
            if (raw == Optional.class) {
                return new Maybe(element, Optional::of, Optional.empty(), value -> ((Optional<?>) value).orElse(null));
            } else if (raw == List.class) {
                return new Many(element, list -> list);
            } else if (raw == Set.class) {
                return new Many(element, LinkedHashSet::new);
            } else if (Map.class.isAssignableFrom(raw)) {
                return new LaunchShapes.ByName(of(arguments[0]), element);
            }
        } else if (type == long.class) {
            return new Whole(-Bounds.NANOS_MAX, Bounds.NANOS_MAX);
        } else if (type == int.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == double.class) {
            return new LaunchShapes.Real();
        } else if (type == OptionalLong.class) {
            return new Maybe(
                    of(long.class),
                    value -> OptionalLong.of((Long) value),
                    OptionalLong.empty(),
                    value -> ((OptionalLong) value).isPresent() ? ((OptionalLong) value).getAsLong() : null);
        } else if (type == boolean.class) {
            return new Flag();
        } else if (type == String.class) {
            return new Text("string", text -> text);
        } else if (type == NodeId.class) {
            return new Text("string", NodeId::new);
        } else if (type == FactId.class) {
            return new Text("string `node:boot:seq`", FactId::parse);
        } else if (type == Link.class) {
            return new Text("string `from -> to`", Link::parse);
        } else if (type == Path.class) {
            return new Text("string", Path::of);
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return new Word(List.of(c.getEnumConstants()));
        } else if (type instanceof Class<?> c && c.isSealed()) {
            return new LaunchShapes.OneOf(Arrays.stream(c.getPermittedSubclasses())
                    .collect(Collectors.toMap(Class::getSimpleName, RecordForm::of, (a, b) -> a, TreeMap::new)));
        } else if (type instanceof Class<?> c && hasTextForm(c)) {
            return new Text("string", text -> parse(c, text));
        } else if (type instanceof Class<?> c && c.isRecord()) {
            return new Nested(RecordForm.of(c));
        }
        throw new IllegalArgumentException("there is no JSON form for a field of type " + type);
    }

    /** Whether values are written as their {@code toString} gives them, and made again by a {@code parse}. */
    private static boolean hasTextForm(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("parse") && method.getReturnType() == type);
    }

    private static Object parse(Class<?> type, String text) {
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static WireException wrong(String path, String expected) {
        return WireException.malformed(path + ": not " + expected);
    }

    record Whole(long min, long max) implements Shape {
        @Override
        public String describe() {
            return "integer";
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeNumber(((Number) value).longValue());
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof Long value && value >= min && value <= max) {
                return max == Integer.MAX_VALUE ? (Object) value.intValue() : value;
            }
            throw wrong(path, "an integer from " + min + " to " + max);
        }
    }

    /** An object with the components of a record. */
    record Nested(RecordForm form) implements Shape {
        @Override
        public String describe() {
            return "object {" + form.describe() + "}";
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeStartObject();
            form.write(json, value);
            json.writeEndObject();
        }

        @Override
        public void nodes(Object value, Consumer<NodeId> to) {
            form.nodes(value, to);
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof JsonFields fields) {
                return form.read(fields);
            }
            throw wrong(path, "an object");
        }
    }

    record Flag() implements Shape {
        @Override
        public String describe() {
            return "boolean";
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof Boolean) {
                return raw;
            }
            throw wrong(path, "true or false");
        }
    }

    /** A value with a text form, which is what its {@code toString} gives. */
    record Text(String describe, Function<String, Object> parse) implements Shape {
        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeString(value.toString());
        }

        @Override
        public void nodes(Object value, Consumer<NodeId> to) {
            if (value instanceof NodeId node) {
                to.accept(node);
            } else if (value instanceof FactId id) {
                to.accept(id.node());
            } else if (value instanceof Link link) {
                to.accept(link.from());
                to.accept(link.to());
            }
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (raw instanceof String text) {
                try {
                    Object value = parse.apply(text);
                    if (value.toString().equals(text)) {
                        return value;
                    }
                    throw wrong(path, "in its one spelling, " + value);
                } catch (IllegalArgumentException e) {
                    throw WireException.malformed(path + ": " + e.getMessage());
                }
            }
            throw wrong(path, "a string");
        }
    }

    record Word(List<Object> values) implements Shape {
        @Override
        public String describe() {
            List<String> words = new ArrayList<>();
            values.forEach(value -> words.add("`" + value + "`"));
            return "one of " + String.join(", ", words);
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            for (Object value : values) {
                if (((Enum<?>) value).name().equals(raw)) {
                    return value;
                }
            }
            throw wrong(path, "one of its words");
        }
    }

    record Maybe(Shape element, Function<Object, Object> some, Object none, Function<Object, Object> orNull)
            implements Shape {
        @Override
        public String describe() {
            return element.describe() + " or null";
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            Object there = orNull.apply(value);
            if (there == null) {
                json.writeNull();
            } else {
                element.write(json, there);
            }
        }

        @Override
        public void nodes(Object value, Consumer<NodeId> to) {
            Object there = orNull.apply(value);
            if (there != null) {
                element.nodes(there, to);
            }
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            return JsonFields.isNull(raw) ? none : some.apply(element.read(raw, path));
        }
    }

    record Many(Shape element, Function<List<?>, Object> made) implements Shape {
        @Override
        public String describe() {
            return "list of " + element.describe();
        }

        @Override
        public void write(JsonGenerator json, Object value) {
            json.writeStartArray();
            for (Object item : (Collection<?>) value) {
                element.write(json, item);
            }
            json.writeEndArray();
        }

        @Override
        public void nodes(Object value, Consumer<NodeId> to) {
            ((Collection<?>) value).forEach(item -> element.nodes(item, to));
        }

        @Override
        public Object read(Object raw, String path) throws WireException {
            if (!(raw instanceof List<?> items)) {
                throw wrong(path, "a list");
            }
            List<Object> values = new ArrayList<>();
            for (Object item : items) {
                values.add(element.read(item, path + "[" + values.size() + "]"));
            }
            return made.apply(values);
        }
    }
}
