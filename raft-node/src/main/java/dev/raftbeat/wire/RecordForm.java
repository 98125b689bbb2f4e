package dev.raftbeat.wire;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The JSON fields of a record: one a component, by the component's name, in the order of declaration. */
final class RecordForm {
    private static final ClassValue<RecordForm> FORMS = new ClassValue<>() {
        @Override
        protected RecordForm computeValue(Class<?> type) {
            return new RecordForm(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Field> fields = new ArrayList<>();

    /** @param added what is read where an earlier version wrote no such field; empty where there must be one */
    private record Field(String name, Shape shape, Method accessor, Optional<Object> added) {}

    private RecordForm(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Optional<Object> added = Optional.ofNullable(component.getAnnotation(Fact.Added.class))
                    .map(RecordForm::valueOf);
            Method accessor = component.getAccessor();
            // Or Java would look at every call who calls.
            accessor.setAccessible(true);
            fields.add(new Field(component.getName(), Shape.of(component.getGenericType()), accessor, added));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Object valueOf(Fact.Added added) {
        String value = added.value();
        return value.equals("true") || value.equals("false")
                ? (Object) Boolean.valueOf(value)
                : (Object) Long.valueOf(value);
    }

    static RecordForm of(Class<?> type) {
        return FORMS.get(type);
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** {@code `term` integer, `votes` list of string}. */
    String describe() {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> "`" + field.name + "` " + field.shape.describe())
                        .toList());
    }

    void write(JsonGenerator json, Object value) {
        for (Field field : fields) {
            json.writeName(field.name);
            field.shape.write(json, get(field.accessor, value));
        }
    }

    /** Tells each node that the record names. */
    void nodes(Object value, Consumer<NodeId> to) {
        for (Field field : fields) {
            field.shape.nodes(get(field.accessor, value), to);
        }
    }

    /** Takes the record's fields and refuses any other. */
    Object read(JsonFields from) throws WireException {
        Object value = readPart(from);
        from.nothingElse();
        return value;
    }

    /** Takes the record's fields and leaves the others. */
    Object readPart(JsonFields from) throws WireException {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            boolean absent = field.added.isPresent() && !from.has(field.name);
            values[i] = field.shape.read(absent ? field.added.get() : from.any(field.name), from.path(field.name));
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw WireException.malformed(from.path() + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
